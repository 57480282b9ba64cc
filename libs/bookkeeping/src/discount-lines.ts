import type { Rules } from '@ml-connector/connections';
import { add } from '@ml-connector/kernel';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import { discountItem } from './charge-items.js';
import { ratesOn } from './line-rates.js';
import { takenOff } from './product-lines.js';
import type { SaleLine } from './sale-line.js';

/**
 * What was taken off, one line for what was taxed alike: QuickBooks must take it off the taxable amount, or not.
 * @throws TooFine
 */
export const discountLines = (order: Order, rules: Rules): readonly SaleLine[] => {
  const by = discountItem(order.couponLines, rules);
  const name = nameOf(order);
  const byRates = new Map<string, SaleLine>();
  for (const line of order.lineItems) {
    const rates = ratesOn(line, order.taxLines);
    const alike = byRates.get(rates.join());
    const amount = alike ? add(alike.amount, takenOff(line)) : takenOff(line);
    byRates.set(rates.join(), { kind: 'discount', amount, name, rates, by });
  }
  return [...byRates.values()];
};

const nameOf = ({ couponLines }: Order): string => {
  const codes = couponLines
    .map(({ code }) => toQuickBooksText(code, 4095))
    .filter((code) => code !== '');
  return codes.length === 0 ? 'Discount' : `Discount: ${codes.join(', ')}`;
};
