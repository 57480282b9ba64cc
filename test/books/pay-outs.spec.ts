import type { RulesInput } from '@ml-connector/connections';
import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import { afterEach, describe, expect, it } from 'vitest';
import { refundOfOrder } from '../simulators/store/reckoning/refund-of-order.js';
import { type Books, openBooks } from './in-process-books.js';
import { odd, shirt } from './pathological-orders.js';

let books: Books | null = null;
afterEach(() => books?.close());

/** Two shirts are paid, and one of them is given back; what stands in the company file then. */
const paidBack = async (rules: NonNullable<RulesInput['refunds']>) => {
  const opened = (books = await openBooks({ rules: { refunds: rules } }));
  const order = odd(1, { lines: [shirt({ quantity: 2_000 })] });
  const refund = refundOfOrder(
    order,
    { what: 'pieces', thousandths: 500 },
    { id: 71, decimals: 2 },
  );
  if (!refund) throw new Error('Nothing to pay back.');
  const { held, posted } = await opened.post({
    order: parseOrder(order),
    refunds: [parseRefund(refund)],
  });
  expect(held).toEqual([]);
  const [sale] = posted.flatMap(({ view }) => (view?.kind === 'Invoice' ? [view] : []));
  const { inspect } = opened.company;
  return {
    amount: Math.round(Number(refund.amount) * 100),
    memo: inspect.documents('CreditMemo')[0],
    payOuts: inspect
      .documents('ARRefundCreditCard', 'Check')
      .map(({ kind, totalCents }) => [kind, totalCents]),
    balance: inspect.listObject(sale?.customerListId ?? '')?.balanceCents,
  };
};

describe('the money of a refund, by rule', () => {
  it.each([
    ['ARRefundCreditCard', { payOut: 'credit-card' }],
    ['Check', { payOut: 'check', account: 'Checking' }],
  ] as const)(
    'leaves as %s applied to the credit memo: nobody owes anybody',
    async (kind, rules) => {
      const { amount, memo, payOuts, balance } = await paidBack(rules);
      expect(amount).toBe(1999);
      expect(memo).toMatchObject({ totalCents: amount, openCents: 0 });
      expect(payOuts).toEqual([[kind, amount]]);
      expect(balance).toBe(0);
    },
  );

  it('stays as an open credit of the customer', async () => {
    const { amount, memo, payOuts, balance } = await paidBack({ payOut: 'none' });
    expect(memo).toMatchObject({ totalCents: amount, openCents: amount });
    expect([payOuts, balance]).toEqual([[], -amount]);
  });
});
