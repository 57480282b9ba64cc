import type { Reason } from '@ml-connector/contracts';
import { add, type Cents, formatCents, negate, subtract, ZERO } from '@ml-connector/kernel';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { LineItem, Order, TaxLine } from '@ml-connector/woocommerce';
import { holdReason } from './hold-reasons.js';
import { readAmount, TooFine } from './read-amount.js';
import { type Readable, type Sale, type SaleLine, saleOf } from './sale-line.js';

/**
 * The order as lines that add up to its total: products at their price before discounts, shipping, fees, one discount
 * line for what was taken off, one tax line per rate, and a rounding line for what is left within the limit.
 */
export const readSale = (order: Order, roundingLimit: Cents): Readable<Sale> =>
  holdIfTooFine(() => {
    const total = readAmount(order.total, 'the order');
    if (total < 0) return { hold: holdReason('AMOUNT_NEGATIVE', formatCents(total)) };
    const products = order.lineItems.map(productLine);
    const lines = [
      ...products,
      ...order.shippingLines.map(shippingLine),
      ...order.feeLines.map(feeLine),
      discountLine(order),
      ...taxLines(order.taxLines, readAmount(order.totalTax, 'the tax')),
    ];
    return balanced(lines, { total, roundingLimit });
  });

/** Lines and, where they miss the total by no more than the limit, a rounding line. */
export const balanced = (
  lines: readonly SaleLine[],
  { total, roundingLimit }: { readonly total: Cents; readonly roundingLimit: Cents },
): Readable<Sale> => {
  const kept = lines.filter(({ kind, amount }) => kind === 'product' || amount !== 0);
  const sum = add(...kept.map(({ amount }) => amount));
  const difference = subtract(total, sum);
  if (Math.abs(difference) > roundingLimit) {
    const detail = `Parts ${formatCents(sum)}, total ${formatCents(total)}, difference ${formatCents(difference)}.`;
    return { hold: holdReason('TOTAL_DIFFERS', detail) };
  }
  const rounding: readonly SaleLine[] =
    difference === 0 ? [] : [{ kind: 'rounding', amount: difference, name: 'Rounding' }];
  return { value: saleOf([...kept, ...rounding], total) };
};

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
const productLine = (line: LineItem): SaleLine => ({
  kind: 'product',
  amount: grossOf(line),
  name: productName(line),
  sku: line.sku,
  quantity: line.quantity > 0 ? quantityText(line.quantity) : null,
});

const grossOf = (line: LineItem): Cents => {
  const place = `the line of ${productName(line)}`;
  const subtotal = readAmount(line.subtotal, place);
  const total = readAmount(line.total, place);
  return total > subtotal ? total : subtotal;
};

const discountLine = ({ lineItems, couponLines }: Order): SaleLine => {
  const discounts = lineItems.map((line) =>
    subtract(grossOf(line), readAmount(line.total, `the line of ${productName(line)}`)),
  );
  const codes = couponLines.map(({ code }) => plain(code)).filter((code) => code !== '');
  const name = codes.length === 0 ? 'Discount' : `Discount: ${codes.join(', ')}`;
  return { kind: 'discount', amount: negate(add(ZERO, ...discounts)), name };
};

const shippingLine = (line: Order['shippingLines'][number]): SaleLine => ({
  kind: 'shipping',
  amount: readAmount(line.total, 'the shipping'),
  name: plain(line.methodTitle) || 'Shipping',
});

const feeLine = (line: Order['feeLines'][number]): SaleLine => ({
  kind: 'fee',
  amount: readAmount(line.total, 'a fee'),
  name: plain(line.name) || 'Fee',
});

/** One line per rate, so that the tax of each jurisdiction stays visible; one for all where the shop names no rates. */
export const taxLines = (rates: readonly TaxLine[], totalTax: Cents): readonly SaleLine[] =>
  rates.length === 0
    ? [{ kind: 'tax', amount: totalTax, name: 'Sales tax' }]
    : rates.map((rate) => ({
        kind: 'tax',
        amount: add(
          readAmount(rate.taxTotal, 'the tax'),
          readAmount(rate.shippingTaxTotal, 'the tax'),
        ),
        name: rateName(rate),
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
