import type { Rules } from '@ml-connector/connections';
import type { PostingCommand } from '@ml-connector/postings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

type Seen = readonly [string, Json];
const without = (name: string): readonly Seen[] => COMPANY.filter(([, { Name }]) => Name !== name);
const only = (name: string): readonly Seen[] => COMPANY.filter(([, { Name }]) => Name === name);
const preferences = (more: Json): Seen => {
  const [[type, fields] = ['PreferencesRet', {}]] = COMPANY;
  return [type, { ...fields, ...more }];
};
const closed = (date: string): Seen =>
  preferences({ AccountingPreferences: { ClosingDate: date } });
/** All but the preferences. */
const OTHERS = COMPANY.slice(1);
const AGENCY: Seen = ['VendorRet', { ListID: 'VEN-9', Name: 'City', IsSalesTaxAgency: 'true' }];
const order = (changes: Json = {}): Json =>
  capturedOrder('order-lifecycle', { status: 'processing', refunds: [], ...changes });
const changeRules = async (changes: Partial<Rules>): Promise<void> => {
  const connection = await world.ports.connections.get(world.connectionId);
  if (!connection) throw new Error('There is no connection.');
  await world.connections.putRules(world.connectionId, {
    rules: { ...connection.rules, ...changes },
    expectedVersion: connection.rulesVersion,
  });
  // Longer than a reader keeps a connection.
  world.time.now += 60_000;
};
const currencies = {
  USD: { name: 'US Dollar', receivable: 'AR USD', deposit: null, exchangeRate: null },
};
const DOLLARS: readonly Seen[] = [
  preferences({ MultiCurrencyPreferences: { IsMultiCurrencyOn: 'true' } }),
  [
    'AccountRet',
    {
      ListID: 'ACC-USD',
      Name: 'AR USD',
      FullName: 'AR USD',
      AccountType: 'AccountsReceivable',
      CurrencyRef: { ListID: 'CUR-1', FullName: 'US Dollar' },
    },
  ],
];
const invoice = async () => (await world.postings()).find(({ kind }) => kind === 'invoice');

interface Hold {
  readonly code: string;
  readonly lists?: readonly Seen[];
  readonly rules?: Partial<Rules>;
  readonly order?: Json;
  /** What ends it: the lists show it, or the rules say it. */
  readonly shows?: readonly Seen[];
  readonly says?: Partial<Rules>;
}

const HOLDS: readonly Hold[] = [
  { code: 'UNKNOWN_PRODUCT', lists: without('TS-001'), shows: only('TS-001') },
  { code: 'UNKNOWN_PRODUCT', lists: without('TS-001'), says: { unknownProduct: 'create' } },
  {
    code: 'PERIOD_CLOSED',
    lists: [closed('2026-12-31'), ...OTHERS],
    shows: [closed('2026-01-31')],
  },
  {
    code: 'ACCOUNT_NEEDED',
    lists: without('Sales Tax Payable'),
    rules: { taxMode: 'other-charge' },
    shows: only('Sales Tax Payable'),
  },
  { code: 'TAX_AGENCY_NEEDED', lists: [...COMPANY, AGENCY], says: { taxAgency: 'City' } },
  { code: 'TAX_AGENCY_UNKNOWN', rules: { taxAgency: 'City' }, shows: [AGENCY] },
  {
    code: 'CURRENCY_NOT_HOME',
    order: { currency: 'USD' },
    lists: [...DOLLARS, ...OTHERS],
    says: { currencies },
  },
  { code: 'CURRENCY_NOT_KEPT', order: { currency: 'USD' }, rules: { currencies }, shows: DOLLARS },
  { code: 'ITEM_RULE_UNKNOWN', rules: { items: { 'TS-001': 'Shirt' } }, says: { items: {} } },
  { code: 'TAX_ITEM_NEEDED', rules: { taxMode: 'quickbooks' }, says: { taxMode: 'line' } },
  {
    code: 'CATCH_ALL_UNKNOWN',
    lists: without('TS-001'),
    rules: { unknownProduct: 'catch-all', catchAllItem: 'Misc' },
    shows: [['ItemServiceRet', { ListID: 'ITM-9', Name: 'Misc', FullName: 'Misc' }]],
  },
];

describe('an order that is held', () => {
  it.each(HOLDS)('$code goes on by itself once its cause is gone', async (hold) => {
    if (hold.rules) await changeRules(hold.rules);
    await world.lists(...(hold.lists ?? COMPANY));
    await world.orders(await world.orderSeen(order(hold.order)));
    expect((await invoice())?.reason?.code).toBe(hold.code);
    if (hold.shows) await world.objects(...hold.shows);
    if (hold.says) await changeRules(hold.says);
    await world.sweep();
    expect(await invoice()).toMatchObject({ state: 'waiting', reason: null });
  });

  it('goes on by itself once the lists were read', async () => {
    await world.orders(await world.orderSeen(order()));
    expect((await invoice())?.reason?.code).toBe('COMPANY_NOT_READ');
    await world.lists(...COMPANY);
    await world.sweep();
    expect(await invoice()).toMatchObject({ state: 'waiting', reason: null });
  });
});

describe('a document that QuickBooks refused because its period is closed', () => {
  const refused = async (): Promise<void> => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(order()));
    const { id: postingId, wishRevision = 0 } = (await invoice()) ?? { id: '' };
    await refuse(postingId, wishRevision);
  };
  const refuse = async (postingId: string, wishRevision: number): Promise<void> => {
    const { connectionId } = world;
    const setId = 'set-1';
    const hold = { code: 'QUICKBOOKS_3171', title: '', detail: '', fix: '', setting: null };
    const commands: readonly PostingCommand[] = [
      { type: 'Reconsider', waitingFor: null },
      { type: 'Claim', setId, requestId: 'r1', wishRevision, operation: 'add' },
      { type: 'Hand', setId },
      { type: 'RecordRefused', setId, statusCode: 3171, hold, notBefore: null },
    ];
    await world.ports.postings.executeMany(
      commands.map((command) => ({ postingId, connectionId, command })),
    );
  };
  const state = async () => (await invoice())?.state;
  const read = async (closing: string): Promise<void> => {
    await world.objects(closed(closing));
    await world.marked(world.time.now + 1);
    await world.sweep();
  };

  it('goes on by itself once a newer reading shows it open, and not before', async () => {
    await refused();
    await world.sweep();
    expect(await state()).toBe('held');
    await read('2026-12-31');
    expect(await state()).toBe('held');
    await read('2026-01-31');
    expect(['waiting', 'ready']).toContain(await state());
  });

  it('waits still, where it is to end, for what must end before it', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(order()));
    const { id: postingId = '', wishRevision = 0, wish } = (await invoice()) ?? {};
    const { connectionId } = world;
    const all = await world.ports.postings.list({ connectionId, kind: 'payment', limit: 1 });
    const payment = all.items[0]?.value.id ?? '';
    const stands = (type: string): PostingCommand => ({
      type: 'RecordPosted',
      setId: null,
      document: {
        type,
        ...(type === 'Customer'
          ? { txnId: null, listId: 'L-1' }
          : { txnId: `T-${type}`, listId: null }),
        refNumber: null,
        total: 0,
        editSequence: '1',
        postedAt: '2026-01-10T00:00:00.000Z',
      },
      adopted: true,
      answerHash: null,
      note: null,
      mismatch: null,
    });
    const reason = { code: 'ORDER_ENDED', title: '', detail: '', fix: '', setting: null };
    const hold = { ...reason, code: 'QUICKBOOKS_3171' };
    const setId = 'set-1';
    const commands: readonly PostingCommand[] = [
      stands('Invoice'),
      { type: 'Withdraw', reason, end: { operation: 'void', after: [payment] }, waitingFor: null },
      { type: 'Claim', setId, requestId: 'r1', wishRevision, operation: 'void' },
      { type: 'Hand', setId },
      { type: 'RecordRefused', setId, statusCode: 3171, hold, notBefore: null },
    ];
    await world.ports.postings.executeMany([
      ...(wish?.dependsOn ?? []).map((id) => ({
        postingId: id,
        connectionId,
        command: stands('Customer'),
      })),
      { postingId: payment, connectionId, command: stands('ReceivePayment') },
      ...commands.map((command) => ({ postingId, connectionId, command })),
    ]);
    expect(await state()).toBe('held');
    await read('2026-01-31');
    expect(await invoice()).toMatchObject({ state: 'waiting', waitingFor: payment });
  });

  it('stays held where QuickBooks refuses it again and again, whatever the lists show', async () => {
    await refused();
    let tries = 0;
    for (; tries < 40 && (tries === 0 || (await state()) !== 'held'); tries += 1) {
      const { id = '', wishRevision = 0 } = (await invoice()) ?? {};
      if (tries > 0) await refuse(id, wishRevision);
      await read(`2026-01-${String(1 + (tries % 28)).padStart(2, '0')}`);
    }
    expect([await state(), tries]).toEqual(['held', 21]);
  });
});
