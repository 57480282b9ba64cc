import { HOLD_REASONS } from '@ml-connector/bookkeeping';
import { type Rules, rulesSchema } from '@ml-connector/connections';
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
const named = (type: string, ListID: string, Name: string, more: Json = {}): Seen => [
  type,
  { ListID, Name, FullName: Name, ...more },
];
const STANDARD = rulesSchema.parse({ goLive: '2020-01-01T00:00:00.000Z' });
const order = (changes: Json = {}): Json =>
  capturedOrder('order-lifecycle', { status: 'processing', refunds: [], ...changes });
/** The same order as the shop tells it once somebody has mended it. */
const mended = (changes: Json = {}): Json =>
  order({ date_modified_gmt: '2026-11-24T09:00:00', ...changes });
const [line, shipping, rate] = ['line_items', 'shipping_lines', 'tax_lines'].map(
  (part) => (order()[part] as readonly Json[])[0],
);

const ERIKA = 'Erika Mustermann';
const double = (IsActive: string): Seen =>
  named('CustomerRet', 'CUS-2', 'E. Mustermann', { Email: 'erika@example.test', IsActive });
const vat = (TaxRate: string): Seen => named('ItemSalesTaxRet', 'ITM-9', 'VAT 19', { TaxRate });
const COMPUTED: Partial<Rules> = { taxMode: 'quickbooks', taxItems: { '1': 'VAT 19' } };

const ROUNDED: Partial<Rules> = {
  roundingLimit: '0.10',
  accounts: { ...STANDARD.accounts, rounding: 'Other Income' },
};

interface Hold {
  readonly code: keyof typeof HOLD_REASONS;
  /** What the company file has besides. */
  readonly lists?: readonly Seen[];
  readonly rules?: Partial<Rules>;
  readonly order?: Json;
  /** What ends it: the lists show it, the rules say it, or the shop tells it. */
  readonly shows?: readonly Seen[];
  readonly says?: Partial<Rules>;
  readonly tells?: Json;
}

const HOLDS: readonly Hold[] = [
  { code: 'CURRENCY_UNKNOWN', rules: { homeCurrency: null }, says: { homeCurrency: 'EUR' } },
  { code: 'ORDER_UNREADABLE', order: { total: 'much' }, tells: mended() },
  { code: 'AMOUNT_TOO_FINE', order: { total: '25.823' }, tells: mended() },
  { code: 'AMOUNT_NEGATIVE', order: { total: '-25.82' }, tells: mended() },
  { code: 'TOTAL_DIFFERS', order: { total: '25.92' }, tells: mended() },
  { code: 'TOTAL_DIFFERS', order: { total: '25.92' }, says: ROUNDED },
  {
    code: 'PRODUCT_AMBIGUOUS',
    lists: [['ItemServiceRet', { ListID: 'ITM-8', Name: 'TS-001', FullName: 'Old:TS-001' }]],
    says: { items: { 'TS-001': 'TS-001' } },
  },
  {
    code: 'ITEM_NAME_TAKEN',
    lists: [named('ItemInventoryRet', 'ITM-7', 'Web Sales Tax')],
    shows: [named('ItemInventoryRet', 'ITM-7', 'Tax of old')],
  },
  {
    code: 'ACCOUNT_UNKNOWN',
    rules: { taxMode: 'other-charge', accounts: { ...STANDARD.accounts, tax: 'Web Tax' } },
    shows: [named('AccountRet', 'ACC-9', 'Web Tax', { AccountType: 'OtherCurrentLiability' })],
  },
  { code: 'TAX_ITEM_UNKNOWN', rules: COMPUTED, shows: [vat('19.00')] },
  { code: 'TAX_DIFFERS', lists: [vat('7.00')], rules: COMPUTED, shows: [vat('19.00')] },
  { code: 'TAX_DIFFERS', lists: [vat('7.00')], rules: COMPUTED, says: { taxFallback: 'line' } },
  {
    code: 'TAX_NOT_COMPUTABLE',
    lists: [vat('19.00')],
    rules: COMPUTED,
    order: {
      line_items: [line],
      shipping_lines: [{ ...shipping, taxes: [{ id: 2, total: '0.93', subtotal: '' }] }],
      tax_lines: [
        { ...rate, shipping_tax_total: '0.00' },
        { ...rate, rate_id: 2, rate_code: 'DE-7', tax_total: '0.00', shipping_tax_total: '0.93' },
      ],
    },
    says: { taxFallback: 'line' },
  },
  {
    code: 'NAME_UNKNOWN',
    rules: { fields: { ...STANDARD.fields, class: 'Web' } },
    shows: [named('ClassRet', 'CLS-1', 'Web')],
  },
  {
    code: 'NUMBER_TOO_LONG',
    rules: { longNumbers: 'hold' },
    order: { number: '2026-11-000045' },
    says: { longNumbers: 'keep-end' },
  },
  {
    code: 'CUSTOMER_AMBIGUOUS',
    lists: [
      named('CustomerRet', 'CUS-1', 'Mustermann', { Email: 'erika@example.test' }),
      double('true'),
    ],
    shows: [double('false')],
  },
  {
    code: 'CUSTOMER_NAME_TAKEN',
    order: { customer_id: 8 },
    lists: ['', ' (#8)', ' (#8-2)', ' (#8-3)'].map((mark, index) =>
      named('VendorRet', `VEN-${index + 7}`, ERIKA + mark),
    ),
    shows: [named('VendorRet', 'VEN-7', 'Mustermann AG')],
  },
];

/** What ends by itself, too, and where that is shown. */
const SHOWN_ELSEWHERE: readonly (keyof typeof HOLD_REASONS)[] = [
  // released-holds.int.spec.ts
  'COMPANY_NOT_READ',
  'CURRENCY_NOT_HOME',
  'CURRENCY_NOT_KEPT',
  'UNKNOWN_PRODUCT',
  'ITEM_RULE_UNKNOWN',
  'CATCH_ALL_UNKNOWN',
  'ACCOUNT_NEEDED',
  'TAX_AGENCY_UNKNOWN',
  'TAX_AGENCY_NEEDED',
  'TAX_ITEM_NEEDED',
  'PERIOD_CLOSED',
  // deleted-customers.int.spec.ts, and mapping.int.spec.ts for a refund that the shop cannot show
  'CUSTOMER_DELETED',
  'REFUND_UNREADABLE',
  // products.int.spec.ts
  'PRODUCT_NOT_READ',
  // A fault of the product: no order is known that ends in it.
  'LINES_MISS_TOTAL',
];

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
const heldFor = async (): Promise<ReadonlySet<string | undefined>> => {
  const held = (await world.postings()).filter(({ state }) => state === 'held');
  return new Set(held.map(({ reason }) => reason?.code));
};

describe('every hold that ends by itself', () => {
  it('is tried here or elsewhere', () => {
    const tried = new Set([
      ...HOLDS.map(({ code }) => code),
      ...SHOWN_ELSEWHERE,
      'REFUND_NEEDS_REVIEW',
    ]);
    expect(Object.keys(HOLD_REASONS).toSorted()).toEqual([...tried].toSorted());
  });

  it.each(HOLDS)('$code does so once its cause is gone, and not before', async (hold) => {
    if (hold.rules) await changeRules(hold.rules);
    await world.lists(...COMPANY, ...(hold.lists ?? []));
    await world.orders(await world.orderSeen(order(hold.order)));
    await world.sweep();
    expect(await heldFor()).toEqual(new Set([hold.code]));

    if (hold.shows) await world.objects(...hold.shows);
    if (hold.says) await changeRules(hold.says);
    if (hold.tells) await world.orders(await world.orderSeen(hold.tells));
    await world.sweep();

    expect(await heldFor()).toEqual(new Set());
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    expect(invoice).toMatchObject({ state: 'waiting', reason: null });
  });

  it('REFUND_NEEDS_REVIEW does so once the rules split amounts', async () => {
    await world.lists(...COMPANY);
    const refunded = order({ id: 49, refunds: [{ id: 50, reason: '', total: '-5.00' }] });
    const refund = capturedOrder('refund-create-partial-line-201', {
      amount: '5.00',
      line_items: [],
      shipping_lines: [],
      fee_lines: [],
      tax_lines: [],
    });
    await world.orders(await world.orderSeen(refunded), await world.refundSeen(49, refund));
    expect(await heldFor()).toEqual(new Set(['REFUND_NEEDS_REVIEW']));
    await changeRules({ refunds: { ...STANDARD.refunds, amountOnly: 'split' } });
    await world.sweep();
    expect(await heldFor()).toEqual(new Set());
    expect(await world.states()).toContain('credit-memo 45-R50 waiting');
  });
});
