import { postingRefused } from '@ml-connector/contracts';
import type { Posting, PostingCommand } from '@ml-connector/postings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capturedOrder, COMPANY, openWorld, type World } from './mapping-world.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.lists(...COMPANY);
  const sold = capturedOrder('order-lifecycle', { status: 'processing', refunds: [] });
  await world.orders(await world.orderSeen(sold));
});
afterEach(() => world.close());

const invoice = async (): Promise<Posting> => {
  const found = (await world.postings()).find(({ kind }) => kind === 'invoice');
  if (!found) throw new Error('There is no invoice.');
  return found;
};
/** QuickBooks refuses the invoice, which is worth another try. */
const refuse = async (statusCode: number): Promise<void> => {
  const { id: postingId, wishRevision, key } = await invoice();
  const { connectionId } = world;
  const setId = `set-${world.time.now}`;
  const commands: readonly PostingCommand[] = [
    { type: 'Reconsider', waitingFor: null },
    { type: 'Claim', setId, requestId: 'r1', wishRevision, operation: 'add' },
    { type: 'Hand', setId },
    { type: 'RecordRefused', setId, statusCode, hold: null, notBefore: null },
  ];
  await world.ports.postings.executeMany(
    commands.map((command) => ({ postingId, connectionId, command })),
  );
  const { revision } = await invoice();
  const data = { postingId, revision, setId, statusCode, again: true, notBefore: null };
  await world.released(world.event(postingRefused, key, data));
};
const itemIds = async (): Promise<readonly string[]> =>
  [...JSON.stringify(await world.request('invoice', '45')).matchAll(/ITM-\d/g)].map(([id]) => id);
/** Somebody deleted the T-shirt and made another of the same name. */
const remake = async (): Promise<void> => {
  await world.objectGone('Item', 'ITM-1');
  await world.objects([
    'ItemNonInventoryRet',
    { ListID: 'ITM-9', Name: 'TS-001', FullName: 'TS-001' },
  ]);
  await world.marked(world.time.now);
  await world.sweep();
};

describe('an invoice that QuickBooks refuses for what its lists hold', () => {
  it('is decided anew once the lists were read, and has its own tries', async () => {
    await refuse(3140);
    expect(await itemIds()).toContain('ITM-1');
    await remake();
    expect(await itemIds()).toContain('ITM-9');
    expect(await itemIds()).not.toContain('ITM-1');
    expect(await invoice()).toMatchObject({ refusals: 0, notBefore: null });
  });

  it('is decided anew also where the reading is heard of before the refusal', async () => {
    await world.objectGone('Item', 'ITM-1');
    await world.objects([
      'ItemNonInventoryRet',
      { ListID: 'ITM-9', Name: 'TS-001', FullName: 'TS-001' },
    ]);
    await world.marked(world.time.now);
    await world.sweep();
    await refuse(3140);
    expect(await itemIds()).toContain('ITM-9');
  });

  it('is held by mapping where the period is closed by now, and goes on when it is opened', async () => {
    await refuse(3171);
    const preferences = (closing: string) => {
      const [, fields = {}] = COMPANY.find(([type]) => type === 'PreferencesRet') ?? [];
      return { ...fields, AccountingPreferences: { ClosingDate: closing } };
    };
    await world.objects(['PreferencesRet', preferences('2099-12-31')]);
    await world.marked(world.time.now);
    await world.sweep();
    expect((await invoice()).reason?.code).toBe('PERIOD_CLOSED');
    await world.objects(['PreferencesRet', preferences('2019-12-31')]);
    await world.marked(world.time.now + 1);
    await world.sweep();
    expect((await invoice()).state).not.toBe('held');
  });

  it('stays as it is where the lists say nothing new, and under a code that they cannot mend', async () => {
    await refuse(3140);
    const before = await invoice();
    await world.marked(world.time.now);
    await world.sweep();
    expect(await invoice()).toMatchObject({ wishRevision: before.wishRevision, refusals: 1 });
    await refuse(3175);
    await remake();
    expect(await itemIds()).toContain('ITM-1');
  });
});
