import { describe, expect, it } from 'vitest';

import { orderGenerator } from './generate-orders.js';
import { sequence } from './store-state.js';
import type { WooOrder } from './woo-order.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');

const generate = (seed: number, count: number, decimals = 2): readonly WooOrder[] => {
  const next = orderGenerator({ seed, decimals, currency: 'EUR', customers: [] });
  const ids = { next: sequence(1000), line: sequence(10_000) };
  return Array.from({ length: count }, () => next(ids, NOW));
};

/** Thousandths, by text and not by the generator's own arithmetic. */
const thousandths = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(3, '0'));
  return text.startsWith('-') ? -units : units;
};
const add = (texts: readonly string[]): bigint =>
  texts.reduce((total, text) => total + thousandths(text), 0n);

describe('a generated order', () => {
  it.each([[0], [2], [3]])('adds up exactly in a store with %i decimals', (decimals) => {
    for (const order of generate(7, 300, decimals)) {
      const { line_items: lines, fee_lines: fees, shipping_lines: shipping } = order;
      const all = [...lines, ...fees, ...shipping];

      expect(add(all.flatMap(({ total, total_tax }) => [total, total_tax]))).toBe(
        thousandths(order.total),
      );
      expect(
        add(
          order.tax_lines.flatMap(({ tax_total, shipping_tax_total }) => [
            tax_total,
            shipping_tax_total,
          ]),
        ),
      ).toBe(thousandths(order.total_tax));
      expect(add([order.cart_tax, order.shipping_tax])).toBe(thousandths(order.total_tax));
      expect(add(lines.map(({ subtotal }) => subtotal))).toBe(
        add([...lines.map(({ total }) => total), order.discount_total]),
      );
      expect(add([order.total]) >= 0n).toBe(true);
      expect(order.total).toMatch(
        decimals === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${decimals}}$`),
      );
    }
  });

  it('keeps the unrounded tax of each line within a rounding of the rounded one', () => {
    for (const { line_items: lines } of generate(8, 200)) {
      for (const { taxes, total_tax: tax } of lines) {
        const unrounded = taxes.reduce((total, { total: text }) => total + Number(text), 0);
        expect(Math.abs(unrounded - Number(tax))).toBeLessThanOrEqual(0.005 * taxes.length + 1e-9);
      }
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(generate(9, 20)).toEqual(generate(9, 20));
    expect(generate(9, 20)).not.toEqual(generate(10, 20));
  });

  it('comes in every kind', () => {
    const orders = generate(1, 300);
    const has = (test: (order: WooOrder) => boolean) => orders.some(test);

    expect(has(({ tax_lines: lines }) => lines.some(({ compound }) => compound === true))).toBe(
      true,
    );
    expect(has(({ tax_lines: lines }) => lines.length > 1)).toBe(true);
    expect(has(({ prices_include_tax: included }) => !included)).toBe(true);
    expect(has(({ discount_total: discount }) => discount !== '0.00')).toBe(true);
    expect(has(({ fee_lines: fees }) => fees.some(({ total }) => total.startsWith('-')))).toBe(
      true,
    );
    expect(has(({ shipping_lines: lines }) => lines.length === 0)).toBe(true);
    expect(has(({ total_tax: tax }) => tax === '0.00')).toBe(true);
    expect(has(({ cart_tax: cart, shipping_tax: tax }) => cart === '0.00' && tax !== '0.00')).toBe(
      true,
    );
  });
});
