import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asText } from '../minor-units.js';
import { isWooOrder } from '../woo-order.js';
import type { Cart, CartLine, CartRate, Micro } from './cart.js';
import { reckonCart } from './reckon-cart.js';

const folder = join(import.meta.dirname, '../../../fixtures/woocommerce/rest');

const captured = (name: string) => {
  const { body }: { body: unknown } = JSON.parse(
    readFileSync(join(folder, `${name}.json`), 'utf8'),
  );
  if (!isWooOrder(body)) throw new Error(`${name} is no order.`);
  return body;
};

const micro = (amount: number): Micro => Math.round(amount * 1_000_000);
const rate = (id: number, milliPercent: number, compound = false): CartRate => ({
  id,
  label: `${milliPercent}`,
  milliPercent,
  compound,
});
const line = (price: number, pieces: number, more: Partial<CartLine> = {}): CartLine => ({
  name: 'x',
  sku: 'x',
  taxClass: '',
  price: micro(price),
  quantity: pieces * 1_000,
  off: 0,
  ...more,
});

const STANDARD = rate(1, 19_000);
const REDUCED = rate(2, 7_000);
const german: Cart = {
  decimals: 2,
  pricesIncludeTax: true,
  isForeign: false,
  roundAtSubtotal: false,
  taxes: { rates: { '': [STANDARD], reduced: [REDUCED] }, shippingRates: [STANDARD] },
  lines: [],
  shipping: [{ method: 'Standardversand', amount: micro(4.9) }],
  fees: [],
};
const reduced = { taxClass: 'reduced' };

/** What was put into the cart of the captured store, by what it sold then. */
const CARTS: readonly (readonly [string, Cart])[] = [
  [
    'order-coupon_pct',
    {
      ...german,
      lines: [line(19.99, 3, { off: micro(6) }), line(7.77, 1, { ...reduced, off: micro(0.77) })],
    },
  ],
  ['order-rounding', { ...german, lines: [line(0.99, 7), line(7.77, 3, reduced), line(3.33, 11)] }],
  [
    'order-excl_tax',
    { ...german, pricesIncludeTax: false, lines: [line(19.99, 3), line(7.77, 7, reduced)] },
  ],
  [
    'order-excl_tax_round_subtotal',
    {
      ...german,
      pricesIncludeTax: false,
      roundAtSubtotal: true,
      lines: [line(0.99, 7), line(7.77, 3, reduced), line(3.33, 11)],
      shipping: [],
    },
  ],
  [
    'order-negative_fee',
    {
      ...german,
      lines: [line(19.99, 2)],
      fees: [{ name: 'Rabatt', amount: micro(-5), taxClass: '' }],
      shipping: [],
    },
  ],
  ['order-jpy', { ...german, lines: [line(2379.405, 1)], shipping: [] }],
  [
    // A shopper of another country pays the price without the shop's own tax, and the taxes of that country on it.
    'order-compound_qc',
    {
      ...german,
      isForeign: true,
      taxes: {
        rates: { '': [rate(3, 5_000), rate(4, 9_975, true)] },
        shippingRates: [rate(3, 5_000), rate(4, 9_975, true)],
      },
      lines: [line(19.99 / 1.19, 3), line(12.5 / 1.19, 1)],
    },
  ],
];

describe("the simulated store's arithmetic", () => {
  it.each(CARTS)('gives what a real store gave: %s', (name, cart) => {
    const order = captured(name);
    const { lines, rates, total, totalTax } = reckonCart(cart);
    const text = (amount: Micro) => asText(Math.round(amount / 10_000), 2);
    expect({
      total: text(total),
      totalTax: text(totalTax),
      lines: lines.map((one) => [
        text(one.subtotal.printedNet),
        text(one.total.printedNet),
        text(one.total.printedTax),
      ]),
      rates: rates.map(({ onGoods, onShipping }) => [text(onGoods), text(onShipping)]),
    }).toEqual({
      total: order.total,
      totalTax: order.total_tax,
      lines: order.line_items.map((one) => [one.subtotal, one.total, one.total_tax]),
      rates: order.tax_lines.map((one) => [one.tax_total, one.shipping_tax_total]),
    });
  });
});
