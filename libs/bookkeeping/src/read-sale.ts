import type { Reason } from '@ml-connector/contracts';
import { add, type Cents, formatCents } from '@ml-connector/kernel';
import type { Rules } from '@ml-connector/connections';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { FeeLine, Order, ShippingLine, TaxLine } from '@ml-connector/woocommerce';
import { feeItem, shippingItem } from './charge-items.js';
import { discountLines } from './discount-lines.js';
import { holdReason } from './hold-reasons.js';
import { ratesOn } from './line-rates.js';
import { metaLines } from './meta-lines.js';
import { productLines } from './product-lines.js';
import { readAmount, TooFine } from './read-amount.js';
import { roundingLimitOf } from './rounding-limit.js';
import type { Readable, SaleLine } from './sale-line.js';
import { partsWithin, type SaleParts } from './sale-parts.js';

/**
 * The order as lines that make up its total: products at their price before discounts, shipping, fees, what was taken
 * off, what the rules find in its meta data, and one tax line per rate.
 */
export const readSale = (order: Order, rules: Rules): Readable<SaleParts> =>
  holdIfTooFine(() => {
    const total = readAmount(order.total, 'the order');
    if (total < 0) return { hold: holdReason('AMOUNT_NEGATIVE', formatCents(total)) };
    const { taxLines: rates } = order;
    const lines = [
      ...productLines(order, rules),
      ...order.shippingLines.map((line) => ({
        ...shippingLine(line, rates),
        by: shippingItem(line, rules),
      })),
      ...order.feeLines.map((line) => ({ ...feeLine(line, rates), by: feeItem(line, rules) })),
      ...(rules.discounts === 'order' ? discountLines(order, rules) : []),
      ...metaLines(order, rules),
      ...taxLines(rates, readAmount(order.totalTax, 'the tax')),
    ];
    return partsWithin(lines, { total, roundingLimit: roundingLimitOf(rules) });
  });

/** Amounts that qbXML cannot hold become a reason. */
export const holdIfTooFine = <Value>(read: () => Readable<Value>): Readable<Value> => {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooFine) return { hold: tooFine(error) };
    throw error;
  }
};

const tooFine = ({ place }: TooFine): Reason =>
  holdReason('AMOUNT_TOO_FINE', `The amount of ${place}.`);

const shippingLine = (line: ShippingLine, rates: readonly TaxLine[]) => ({
  kind: 'shipping' as const,
  amount: readAmount(line.total, 'the shipping'),
  name: plain(line.methodTitle) || 'Shipping',
  rates: ratesOn(line, rates),
});

const feeLine = (line: FeeLine, rates: readonly TaxLine[]) => ({
  kind: 'fee' as const,
  amount: readAmount(line.total, 'a fee'),
  name: plain(line.name) || 'Fee',
  rates: ratesOn(line, rates),
});

/** One line per rate, so that the tax of each jurisdiction stays visible; one for all where the shop names no rates. */
export const taxLines = (rates: readonly TaxLine[], totalTax: Cents): readonly SaleLine[] =>
  rates.length === 0
    ? [{ kind: 'tax', amount: totalTax, name: 'Sales tax', rates: [], rate: null }]
    : rates.map((rate) => ({
        kind: 'tax',
        amount: add(
          readAmount(rate.taxTotal, 'the tax'),
          readAmount(rate.shippingTaxTotal, 'the tax'),
        ),
        name: rateName(rate),
        rates: [],
        rate,
      }));

const rateName = (rate: TaxLine): string => {
  const label = plain(rate.label) || plain(rate.rateCode) || 'Sales tax';
  const percent = rate.ratePercent;
  return percent === null || label.includes('%') ? label : `${label} (${percent} %)`;
};

const plain = (text: string): string => toQuickBooksText(text, LONGEST_NAME);

const LONGEST_NAME = 4095;
