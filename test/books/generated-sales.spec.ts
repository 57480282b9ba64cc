import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type GeneratedSale, generatedSale } from './generated-sales.features.js';
import { type Books, openBooks, type Outcome } from './in-process-books.js';
import { judgeSale } from './judge-sale.js';
import { type Prediction, predictRefund, predictSale } from './predicted-hold.js';
import { TAX_MODES } from './tax-modes.js';

/** Orders in all, a part of them for each way of tax: 5,000 here, 100,000 in `npm run test:full`. */
const ORDERS = Number(process.env['ML_GENERATED_ORDERS'] ?? 5_000);
const RUNS = Math.ceil(ORDERS / TAX_MODES.length);

/** A company file is used for so many orders: long enough that customers and items stand already. */
const ORDERS_A_FILE = 40;

const saleOutcome = ({ skipped, held, posted }: Outcome): Prediction => {
  if (skipped === 'zero-total') return 'nothing';
  const sale = held.find(({ planned }) => planned.kind === 'invoice');
  if (sale) return `held: ${sale.reason.code}`;
  return posted.some(({ planned }) => planned.kind === 'invoice') ? 'post' : 'held: nothing';
};

const memoOutcome = ({ held }: Outcome, refundId: number): Prediction => {
  const memo = held.find(({ planned }) => planned.source.id === String(refundId));
  return memo ? `held: ${memo.reason.code}` : 'post';
};

let books: Books | null = null;
let used = 0;
afterEach(() => {
  books?.close();
  books = null;
});

describe.each(TAX_MODES)('orders as shops sell them, with $title', ({ rules }) => {
  const fresh = async (): Promise<Books> => {
    if (books === null || used >= ORDERS_A_FILE) {
      books?.close();
      books = await openBooks({ rules, seed: { accounts: [['Cash Over and Short', 'Expense']] } });
      used = 0;
    }
    used += 1;
    return books;
  };

  it('become documents of equal totals by the arithmetic of the company file, or are held as foreseen', async () => {
    const count = { posts: 0, valid: 0, memos: 0 };
    await fc.assert(
      fc.asyncProperty(generatedSale, async ({ order, refunds }: GeneratedSale) => {
        const outcome = await (
          await fresh()
        ).post({
          order: parseOrder(order),
          refunds: refunds.map(parseRefund),
        });
        const prediction = predictSale(order);
        expect(saleOutcome(outcome)).toBe(prediction);
        if (prediction === 'nothing') return;
        count.valid += 1;
        if (prediction !== 'post') return;
        count.posts += 1;
        count.memos += refunds.length;
        for (const refund of refunds)
          expect(memoOutcome(outcome, refund.id)).toBe(predictRefund(refund));
        const views = outcome.posted.flatMap(({ view }) => view ?? []);
        expect(judgeSale(order, refunds, views)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(count.posts / count.valid).toBeGreaterThanOrEqual(0.99);
    expect(count.memos / count.posts).toBeGreaterThan(0.05);
  }, 3_600_000);
});
