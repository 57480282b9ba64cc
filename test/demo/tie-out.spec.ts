import { describe, expect, it } from 'vitest';
import type { ApiPosting } from '../harness/product-api.js';
import type { CompanyDocument, StoreOrder } from './ledgers.js';
import { tieOut } from './tie-out.js';

const order = (number: string, more: Partial<StoreOrder> = {}): StoreOrder => ({
  id: Number(number),
  number,
  status: 'processing',
  currency: 'EUR',
  total: 1_000,
  customerName: 'Ada',
  refunds: [],
  ...more,
});
const document = (refNumber: string, more: Partial<CompanyDocument> = {}): CompanyDocument => ({
  txnId: `T-${refNumber}`,
  kind: 'Invoice',
  refNumber,
  totalCents: 1_000,
  openCents: 0,
  voided: false,
  ...more,
});
const heldSale = (id: string): ApiPosting => ({
  id: `inv-${id}`,
  kind: 'invoice',
  source: { type: 'order', id, number: id },
  revision: 1,
  state: 'held',
  dependsOn: [],
  total: null,
  predictedTotal: null,
  currency: null,
  reason: { code: 'CURRENCY_NOT_HOME', title: 'Another currency.', detail: '', fix: '' },
  document: null,
});
const REFUNDED = order('2', { refunds: [{ id: 9, amount: 400, hasLines: true }] });
const CREDIT = document('2-R9', { kind: 'CreditMemo', totalCents: 400 });

describe('the tie-out of the demo', () => {
  it('finds nothing wrong where both ledgers agree, and says why an order has no document', () => {
    const orders = [order('1'), REFUNDED, order('3', { currency: 'CAD' })];
    const found = tieOut(orders, [document('1'), document('2'), CREDIT], [heldSale('3')]);
    expect(found).toMatchObject({ storeCents: 1_600, booksCents: 1_600, faults: [] });
    expect(found.rows.map(({ state }) => state)).toEqual([
      'posted',
      'posted',
      'held: Another currency.',
    ]);
  });

  it.each<[string, readonly StoreOrder[], readonly CompanyDocument[], RegExp]>([
    ['a cent', [order('1')], [document('1', { totalCents: 999 })], /1000 cents, its invoice 999/],
    ['a lost order', [order('1')], [], /stands 0 times in the books, expected 1/],
    ['a double one', [order('1')], [document('1'), document('1')], /stands 2 times/],
    ['one that was not sold', [], [document('7')], /Invoice 7 belongs to no order/],
    [
      'one in another currency that was posted',
      [order('1', { currency: 'CAD' })],
      [document('1')],
      /stands 1 times in the books, expected 0/,
    ],
    ['a lost refund', [REFUNDED], [document('2')], /1 bookable refunds and 0 credit memos/],
    [
      'a cent of a refund',
      [REFUNDED],
      [document('2'), { ...CREDIT, totalCents: 401 }],
      /sold 600 cents, the books hold 599/,
    ],
  ])('names %s', (_, orders, documents, words) => {
    expect(tieOut(orders, documents, []).faults.join(' ')).toMatch(words);
  });
});
