import { orderSnapshotId, orderSnapshots } from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';
import { postingReleased } from '@ml-connector/contracts';
import type { PostingCommand } from '@ml-connector/postings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';
import { decideOrders } from './orders/decide-orders.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Order 45 of the captures in a later state, `minute` of the ninth hour. */
const sold = (minute: number, changes: Json = {}): Json =>
  capturedOrder('order-lifecycle', {
    status: 'processing',
    refunds: [],
    date_modified_gmt: `2026-11-24T09:${String(minute).padStart(2, '0')}:00`,
    ...changes,
  });
const tell = async (order: Json): Promise<void> => world.orders(await world.orderSeen(order));
const unknown = (minute: number, changes: Json = {}): Json => {
  const [line] = sold(minute)['line_items'] as readonly Json[];
  return sold(minute, { line_items: [{ ...line, sku: 'NEW', name: 'New' }], ...changes });
};
const changeRules = async (changes: Partial<Rules>): Promise<void> => {
  const connection = await world.ports.connections.get(world.connectionId);
  if (!connection) throw new Error('There is no connection.');
  await world.connections.putRules(world.connectionId, {
    rules: { ...connection.rules, ...changes },
    expectedVersion: connection.rulesVersion,
  });
  world.time.now += 60_000;
};
const transactions = async (): Promise<readonly string[]> =>
  (await world.states()).filter((state) => !/^(customer|item)/.test(state));

describe('the kind of document that an order became', () => {
  it('stays when the order cannot be made again and the rule has changed', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    await tell(unknown(2));
    await changeRules({ document: 'sales-receipt' });
    await tell(sold(3, { number: '45-B' }));
    expect((await transactions()).filter((state) => state.startsWith('sales'))).toEqual([]);
    expect(await transactions()).toEqual(['invoice 45 waiting', 'payment 45 waiting']);
  });

  it('stays when the order ended and came back and the rule has changed', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    await tell(sold(2, { status: 'cancelled' }));
    await changeRules({ document: 'sales-receipt' });
    await tell(sold(3));
    expect(await transactions()).toEqual(['invoice 45 waiting', 'payment 45 waiting']);
  });
});

describe('an order that asks for less than before', () => {
  it('is taken back when nothing is left to pay', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    await tell(sold(2, { total: '0.00' }));
    expect(await transactions()).toEqual(['invoice 45 skipped', 'payment 45 skipped']);
    await tell(sold(3));
    expect(await transactions()).toEqual(['invoice 45 waiting', 'payment 45 waiting']);
  });

  it('is not posted while it waits for its payment again', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    await tell(sold(2, { status: 'on-hold' }));
    expect(await transactions()).toEqual(['invoice 45 skipped', 'payment 45 skipped']);
    await tell(sold(3, { status: 'completed' }));
    expect(await transactions()).toEqual(['invoice 45 waiting', 'payment 45 waiting']);
  });

  it('keeps its documents, as they were planned, once one of them has left', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    const { postings } = world.ports;
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    const at = { postingId: invoice?.id ?? '', connectionId: world.connectionId };
    await postings.execute({ ...at, command: { type: 'Reconsider', waitingFor: null } });
    await postings.execute({
      ...at,
      command: {
        type: 'Claim',
        setId: 'set-1',
        requestId: 'r1',
        wishRevision: invoice?.wishRevision ?? 0,
        operation: 'add',
      },
    });
    const before = await world.postings();
    await tell(sold(2, { status: 'on-hold' }));
    await tell(sold(3));
    expect(await world.postings()).toEqual(before);
  });

  it('keeps its documents in a status that says nothing about its payment', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    await tell(sold(2, { status: 'shipped' }));
    expect(await transactions()).toEqual(['invoice 45 waiting', 'payment 45 waiting']);
  });
});

describe('an order that could not be made any more while its document was out', () => {
  it('is held for the very reason as soon as QuickBooks has not taken it', async () => {
    await world.lists(...COMPANY);
    await tell(sold(1));
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    if (!invoice) throw new Error('There is no invoice.');
    const { id: postingId, wishRevision } = invoice;
    const setId = 'set-1';
    const commands: readonly PostingCommand[] = [
      { type: 'Reconsider', waitingFor: null },
      { type: 'Claim', setId, requestId: 'r1', wishRevision, operation: 'add' },
      { type: 'Hand', setId },
    ];
    const { connectionId } = world;
    await world.ports.postings.executeMany(
      commands.map((command) => ({ postingId, connectionId, command })),
    );
    await tell(unknown(2));
    const freed = await world.ports.postings.execute({
      postingId,
      connectionId,
      command: { type: 'RecordNotRun', setId, evidence: '3231' },
    });
    if (freed.outcome === 'missing') throw new Error('There is no invoice.');
    await world.released(
      world.event(postingReleased, invoice.key, {
        postingId,
        revision: freed.posting.revision,
        by: 'gateway',
        why: '3231',
      }),
    );
    expect(await transactions()).toContain('invoice 45 held UNKNOWN_PRODUCT');
  });
});

describe('a decision that was overtaken', () => {
  const older = async () => {
    await world.lists(...COMPANY.filter(([, { Name }]) => Name !== 'TS-001'));
    await tell(sold(1));
    const collection = world.ports.store.collection(orderSnapshots);
    const stored = await collection.get(orderSnapshotId(world.connectionId, 45));
    if (!stored) throw new Error('There is no order.');
    await world.objects(...COMPANY.filter(([, { Name }]) => Name === 'TS-001'));
    return stored;
  };

  it('does not stand in the place of the newer one', async () => {
    const overtaken = await older();
    await tell(sold(2, { number: '45-B' }));
    await decideOrders(world.ports, [overtaken]);
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    expect(invoice).toMatchObject({ wish: { refNumber: '45-B' } });
  });

  it('does not bring back what the newer one took back', async () => {
    const overtaken = await older();
    await tell(sold(2, { status: 'cancelled' }));
    await decideOrders(world.ports, [overtaken]);
    expect(await transactions()).toEqual(['invoice 45 skipped', 'payment 45 skipped']);
  });
});

describe('the day of a sale', () => {
  it('is that of the shop, also where the shop does not tell its time zone', async () => {
    await world.lists(...COMPANY);
    await tell(
      sold(1, { date_created: '2026-11-24T20:30:00', date_created_gmt: '2026-11-25T01:30:00' }),
    );
    expect(await world.request('invoice', '45')).toMatchObject({ TxnDate: '2026-11-24' });
  });
});
