import { rulesSchema, type Rules } from '@ml-connector/connections';
import { cents, formatCents, parseCents, ZERO } from '@ml-connector/kernel';
import type { Order, Refund } from '@ml-connector/woocommerce';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRefund } from './read-refund.js';
import { shopOrder } from './shop-order.features.js';

const VAT = { id: 1, code: 'VAT', percent: 19 };
const DEFAULTS = rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' });
const SPLIT: Rules = { ...DEFAULTS, refunds: { ...DEFAULTS.refunds, amountOnly: 'split' } };

/** A refund that tells its amount and nothing else. */
const amountOnly = (amount: number): Refund =>
  ({
    id: 9,
    createdAt: '2026-11-24T10:00:00.000Z',
    amount: formatCents(cents(amount)),
    lineItems: [],
    shippingLines: [],
    feeLines: [],
    taxLines: [],
  }) as unknown as Refund;

const linesOf = (order: Order, amount: number, rules = SPLIT) => {
  const read = readRefund(amountOnly(amount), { order, rules });
  if (read.hold) throw new Error(read.hold.code);
  return read.value.lines;
};
const totalOf = (order: Order): number => parseCents(order.total) ?? ZERO;

describe('a refund of an amount only', () => {
  const order = shopOrder({
    lines: [{ price: 1_000 }, { price: 333, off: 33 }],
    shipping: [{ name: 'Post', price: 490 }],
    rates: [VAT],
  });

  it('is held by default, and names the setting', () => {
    const read = readRefund(amountOnly(500), { order, rules: DEFAULTS });
    expect(read.hold).toMatchObject({
      code: 'REFUND_NEEDS_REVIEW',
      setting: 'refunds.amountOnly',
    });
  });

  it("is split by the order's own proportions, its tax too", () => {
    const lines = linesOf(order, 1_000);
    const share = 1_000 / totalOf(order);
    const tax = lines.find(({ kind }) => kind === 'tax')?.amount ?? 0;
    expect(Math.abs(tax - (parseCents(order.totalTax) ?? ZERO) * share)).toBeLessThanOrEqual(0.5);
    expect(lines.map(({ kind }) => kind)).toContain('discount');
    expect(lines.every((line) => line.kind !== 'product' || line.quantity === null)).toBe(true);
  });

  it('misses the amount by no more than half a cent a line, which is left to the rounding line', () => {
    const sold = fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 50_000 }),
        off: fc.integer({ min: 0, max: 1 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(sold, fc.integer({ min: 1, max: 1_000_000 }), (lines, wish) => {
        const bought = shopOrder({ lines, rates: [VAT] });
        const total = totalOf(bought);
        fc.pre(total > 0);
        const amount = 1 + (wish % total);
        const shares = linesOf(bought, amount);
        const sum = shares.reduce((all, line) => all + line.amount, 0);
        expect(Math.abs(sum - amount)).toBeLessThanOrEqual(shares.length / 2);
      }),
    );
  });
});
