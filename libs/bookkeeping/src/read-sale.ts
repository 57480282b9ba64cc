import type { Reason } from '@ml-connector/contracts';
import { add, type Cents, formatCents, subtract } from '@ml-connector/kernel';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { LineItem, Order, TaxLine } from '@ml-connector/woocommerce';
import { holdReason } from './hold-reasons.js';
import { ratesOn } from './line-rates.js';
import { readAmount, TooFine } from './read-amount.js';
import type { ProductLine, Readable, SaleLine } from './sale-line.js';
import { partsWithin, type SaleParts } from './sale-parts.js';

/**
 * The order as lines that make up its total: products at their price before discounts, shipping, fees, what was taken
 * off, and one tax line per rate.
 */
export const readSale = (order: Order, roundingLimit: Cents): Readable<SaleParts> =>
  holdIfTooFine(() => {
    const total = readAmount(order.total, 'the order');
    if (total < 0) return { hold: holdReason('AMOUNT_NEGATIVE', formatCents(total)) };
    const { taxLines: rates } = order;
    const lines = [
      ...order.lineItems.map((line) => productLine(line, rates)),
      ...order.shippingLines.map((line) => shippingLine(line, rates)),
      ...order.feeLines.map((line) => feeLine(line, rates)),
      ...discountLines(order),
      ...taxLines(rates, readAmount(order.totalTax, 'the tax')),
    ];
    return partsWithin(lines, { total, roundingLimit });
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

/** A line that somebody made dearer than its price stands at what was paid: there is no negative discount. */
const productLine = (line: LineItem, rates: readonly TaxLine[]): ProductLine => ({
  kind: 'product',
  amount: grossOf(line),
  name: productName(line),
  sku: line.sku,
  quantity: line.quantity > 0 ? quantityText(line.quantity) : null,
  rates: ratesOn(line, rates),
});

const grossOf = (line: LineItem): Cents => {
  const place = `the line of ${productName(line)}`;
  const subtotal = readAmount(line.subtotal, place);
  const total = readAmount(line.total, place);
  return total > subtotal ? total : subtotal;
};

/** What was taken off, one line for what was taxed alike: QuickBooks must take it off the taxable amount, or not. */
const discountLines = (order: Order): readonly SaleLine[] => {
  const codes = order.couponLines.map(({ code }) => plain(code)).filter((code) => code !== '');
  const name = codes.length === 0 ? 'Discount' : `Discount: ${codes.join(', ')}`;
  const byRates = new Map<string, SaleLine>();
  for (const line of order.lineItems) {
    const rates = ratesOn(line, order.taxLines);
    const off = subtract(readAmount(line.total, `the line of ${productName(line)}`), grossOf(line));
    const alike = byRates.get(rates.join());
    const amount = alike ? add(alike.amount, off) : off;
    byRates.set(rates.join(), { kind: 'discount', amount, name, rates });
  }
  return [...byRates.values()];
};

const shippingLine = (
  line: Order['shippingLines'][number],
  rates: readonly TaxLine[],
): SaleLine => ({
  kind: 'shipping',
  amount: readAmount(line.total, 'the shipping'),
  name: plain(line.methodTitle) || 'Shipping',
  rates: ratesOn(line, rates),
});

const feeLine = (line: Order['feeLines'][number], rates: readonly TaxLine[]): SaleLine => ({
  kind: 'fee',
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

const QUANTITY = /^\d{1,10}(?:\.\d{1,5})?$/;

/** As qbXML's QTYTYPE wants it: at most five decimals. */
export const quantityText = (quantity: number): string | null => {
  const text = String(quantity);
  return QUANTITY.test(text) ? text : null;
};

export const productName = (line: Pick<LineItem, 'name' | 'sku'>): string =>
  plain(line.name) || plain(line.sku ?? '') || 'Product';

const plain = (text: string): string => toQuickBooksText(text, LONGEST_NAME);

const LONGEST_NAME = 4095;
