import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Preview } from '@ml-connector/bookkeeping';
import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import { describe, expect, it } from 'vitest';
import { type CapturedOrder, capturedOrders } from '@ml-connector/woocommerce/captured';
import { openBooks, type Outcome } from '../books/in-process-books.js';
import { TAX_MODES, TAX_SEED, type TaxModeCase } from '../books/tax-modes.js';
import { CAPTURED_SHOP } from '../simulators/company/index.js';
import { amountOf } from '../simulators/company/transactions/cents.js';
import { layOutRequest } from './lay-out-request.js';
import { nameIds } from './name-ids.js';
import { showOrder, showRefund } from './show-order.js';
import { showOutcome } from './show-outcome.js';

const folder = join(import.meta.dirname, 'captured');
const orders = capturedOrders();
const fileOf = ({ id }: CapturedOrder, { name }: TaxModeCase) => `order-${id}-${name}.txt`;

/** The order, its documents in a company file of its own currency, and the requests that made them. */
const goldenOf = async (captured: CapturedOrder, mode: TaxModeCase): Promise<string> => {
  const order = parseOrder(captured.order);
  const refunds = captured.refunds.map(parseRefund);
  const books = await openBooks({
    rules: { ...mode.rules, homeCurrency: order.currency },
    seed: { ...CAPTURED_SHOP, ...TAX_SEED },
  });
  const preview = await books.preview({ order, refunds });
  const outcome = await books.post({ order, refunds });
  expect(shownBefore(preview)).toEqual(standingAfter(outcome));
  const requests = outcome.posted.flatMap(({ qbxml }) => qbxml ?? []);
  const text = [
    ...showOrder(order),
    ...refunds.flatMap(showRefund),
    '',
    `With ${mode.title}:`,
    ...showOutcome(outcome),
    ...requests.map((qbxml) => `\n${layOutRequest(nameIds(qbxml, books.company))}`),
    '',
  ].join('\n');
  books.close();
  return text;
};

/** What a preview shows of the transactions: totals, and the number and lines of those that have lines, as a bookkeeper reads them. */
const shownBefore = ({ documents }: Preview) =>
  documents
    .filter(({ total, qbxml }) => total !== null && qbxml !== null)
    .map(({ number, total, lines }) => ({
      number: lines.length > 0 ? number : null,
      total,
      lines: lines.map(({ amount, quantity, description }) => [amount, quantity, description]),
    }));

/** The same as it stands in the company file afterwards. */
const standingAfter = ({ posted }: Outcome) =>
  posted.flatMap(({ view }) =>
    view
      ? {
          number: view.lines.length > 0 ? view.refNumber : null,
          total: amountOf(view.totalCents),
          lines: view.lines.map(({ amountCents = 0, quantity, desc }) => [
            amountOf(amountCents),
            quantity ?? null,
            desc ?? '',
          ]),
        }
      : [],
  );

describe('the orders of a real store', () => {
  /** To write them anew and see what changed: `npm run goldens`. */
  describe.each(TAX_MODES)('with $title', (mode) => {
    it.each(orders)('become the documents of the file: order $id', async (one) => {
      await expect(await goldenOf(one, mode)).toMatchFileSnapshot(join(folder, fileOf(one, mode)));
    });
  });

  it('are all here', () => {
    const expected = orders.flatMap((one) => TAX_MODES.map((mode) => fileOf(one, mode)));
    expect(orders.length).toBeGreaterThan(40);
    expect(readdirSync(folder).toSorted()).toEqual(expected.toSorted());
  });
});
