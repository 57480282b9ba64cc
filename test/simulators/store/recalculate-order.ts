import { asText, asUnits, asUnrounded, multiplyDivide, sum } from './minor-units.js';
import type { WooLine, WooOrder } from './woo-order.js';

/** A line with another quantity: every amount in proportion, the tax of each rate rounded by itself. */
export const lineOfQuantity = (line: WooLine, quantity: number, decimals: number): WooLine => {
  const scaled = (text: string, digits: number) =>
    multiplyDivide(asUnits(text, digits), quantity, line.quantity);
  const amount = (text: string) => asText(scaled(text, decimals), decimals);
  const unrounded = (text: string) => (text === '' ? '' : asUnrounded(scaled(text, 6)));
  return {
    ...line,
    quantity,
    subtotal: amount(line.subtotal),
    subtotal_tax: amount(line.subtotal_tax),
    total: amount(line.total),
    total_tax: amount(line.total_tax),
    taxes: line.taxes.map(({ id, total, subtotal }) => ({
      id,
      total: unrounded(total),
      subtotal: unrounded(subtotal),
    })),
  };
};

/** Makes the head of an order and its tax lines follow from its lines. */
export const recalculate = (order: WooOrder, decimals: number): void => {
  const total = (texts: readonly string[]) => sum(texts.map((text) => asUnits(text, decimals)));
  const text = (units: number) => asText(units, decimals);
  const cart = [...order.line_items, ...order.fee_lines];
  const cartTax = total(cart.map((line) => line.total_tax));
  const shippingTax = total(order.shipping_lines.map((line) => line.total_tax));
  const net = total([...cart, ...order.shipping_lines].map((line) => line.total));
  const discount = (of: 'subtotal' | 'subtotal_tax', from: 'total' | 'total_tax') =>
    total(order.line_items.map((line) => line[of])) -
    total(order.line_items.map((line) => line[from]));
  Object.assign(order, {
    discount_total: text(discount('subtotal', 'total')),
    discount_tax: text(discount('subtotal_tax', 'total_tax')),
    cart_tax: text(cartTax),
    shipping_tax: text(shippingTax),
    total: text(net + cartTax + shippingTax),
    total_tax: text(cartTax + shippingTax),
  });
  spreadCartTax(order, cartTax, decimals);
};

/** Gives each rate its share of the lines' tax; what rounding leaves over goes to the first. */
const spreadCartTax = (order: WooOrder, cartTax: number, decimals: number): void => {
  const cart = [...order.line_items, ...order.fee_lines];
  const scale = 10 ** (6 - decimals);
  for (const line of order.tax_lines) {
    const unrounded = cart.flatMap(({ taxes }) =>
      taxes.filter(({ id }) => id === line.rate_id).map((tax) => asUnits(tax.total || '0', 6)),
    );
    line.tax_total = asText(multiplyDivide(sum(unrounded), 1, scale), decimals);
  }
  const [first] = order.tax_lines;
  if (first === undefined) return;
  const spread = sum(order.tax_lines.map((line) => asUnits(line.tax_total, decimals)));
  first.tax_total = asText(asUnits(first.tax_total, decimals) + cartTax - spread, decimals);
};
