import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import { booksDays, shopDays } from '../month/day-sums.js';
import { liveMonth } from '../month/live-month.js';
import { MONTH_BEGINS, MONTH_DAYS, monthOfSales } from '../month/month-of-sales.js';
import { movableClock } from '../month/movable-clock.js';

/** 300 orders here, 10,000 in `npm run test:full`. */
const IS_FULL = process.env['ML_FULL'] === '1';
const ORDERS = IS_FULL ? 10_000 : 300;
const DAYS_AN_UPDATE = IS_FULL ? 1 : 8;
const PATIENCE_MS = IS_FULL ? 900_000 : 90_000;

const RULES = {
  goLive: new Date(MONTH_BEGINS).toISOString(),
  unknownProduct: 'create',
  refunds: { amountOnly: 'split' },
  changes: { paidInvoice: 'same-total', cancelledPaid: 'void' },
};

const tieOutSchema = z.object({
  days: z.array(
    z.object({ date: z.string(), store: z.string(), books: z.string(), difference: z.string() }),
  ),
  differences: z.array(z.object({ orderId: z.number(), reason: z.string() })),
});

const clock = movableClock();
let world: World;
let shop: Shop;
beforeAll(
  async () => {
    world = await startWorld({
      shop: () => ({
        store: { clock },
        rules: RULES,
        company: { seed: { accounts: [['Cash Over and Short', 'Expense']] } },
      }),
    });
    shop = onlyShop(world);
    await world.api.uncap(shop.id);
    const happenings = monthOfSales(ORDERS, 1);
    await liveMonth(shop, clock, { happenings, daysAnUpdate: DAYS_AN_UPDATE });
    await untilMapped(world.api, shop);
    await eventually(
      async () => {
        await updateUntilDone(world.api, shop, shop.connector);
        const { differences } = await tieOut();
        if (differences.length > 0) throw new Error(JSON.stringify(differences.slice(0, 5)));
        // The tie-out is about what the product has been told, and the last refunds are told last.
        const missing = await refundsNotYetKnown();
        if (missing.length > 0) throw new Error(`Refunds not known yet: ${missing.join(', ')}.`);
      },
      { within: PATIENCE_MS },
    );
  },
  2 * PATIENCE_MS + 600_000,
);
afterAll(() => world?.close());

const tieOut = async (): Promise<z.infer<typeof tieOutSchema>> => {
  const { body } = await world.api.call(
    'GET',
    `/api/connections/${shop.id}/tie-out?from=2026-01-01&to=2026-02-28`,
  );
  return tieOutSchema.parse(body);
};

const refundsNotYetKnown = async (): Promise<readonly number[]> => {
  const postings = await world.api.postings(shop.id);
  const known = new Set(
    postings.flatMap(({ source }) => (source.type === 'refund' ? [source.id] : [])),
  );
  const refunds = shop.store.ledger().orders.flatMap((order) => order.refunds);
  return refunds.map(({ id }) => id).filter((id) => !known.has(String(id)));
};

const cents = (text: string): number => Math.round(Number(text) * 100);

describe(`a month of ${ORDERS} orders, with refunds, edits and cancellations`, () => {
  it('held everything that a month holds', () => {
    const { orders } = shop.store.ledger();
    const refunds = orders.flatMap((order) => order.refunds);
    const shareOf = (count: number): number => count / ORDERS;
    expect(orders).toHaveLength(ORDERS);
    expect(shareOf(refunds.filter(({ hasLines }) => hasLines).length)).toBeGreaterThan(0.04);
    expect(shareOf(refunds.filter(({ hasLines }) => !hasLines).length)).toBeGreaterThan(0.01);
    expect(orders.some((order) => order.refunds.length > 1)).toBe(true);
    expect(orders.filter(({ status }) => status === 'cancelled').length).toBeGreaterThan(0);
    const changes = shop.company.inspect
      .journal()
      .filter(({ type, status }) => /^(InvoiceMod|TxnVoid)$/.test(type) && status === 0);
    expect(shareOf(changes.length)).toBeGreaterThan(0.01);
  });

  it('stands in the company file day by day to the cent, by the ledgers of both sides', () => {
    const sold = shopDays(shop);
    expect(Object.keys(sold).length).toBeGreaterThanOrEqual(MONTH_DAYS);
    expect(booksDays(shop)).toEqual(sold);
  });

  it('is what the tie-out says of each day', async () => {
    const { days, differences } = await tieOut();
    expect(differences).toEqual([]);
    expect(days.filter(({ difference }) => cents(difference) !== 0)).toEqual([]);
    const told = days.map(({ date, books }) => [date, cents(books)]);
    expect(told).toEqual(Object.entries(booksDays(shop)));
  });

  it('stands order by order exactly once, and only who has not paid owes anything', () => {
    expect(checkBooks(shop, { splitsAmounts: true })).toEqual([]);
    const unpaid = [...shop.store.state.orders.values()].filter(
      ({ status, date_paid_gmt }) => status === 'processing' && date_paid_gmt === null,
    );
    const owed = unpaid.reduce((sum, { total }) => sum + cents(total), 0);
    const balances = shop.company.inspect.lists('Customer').map(({ balanceCents }) => balanceCents);
    expect(balances.reduce<number>((sum, balance) => sum + (balance ?? 0), 0)).toBe(owed);
    expect(owed).toBeGreaterThan(0);
  });
});
