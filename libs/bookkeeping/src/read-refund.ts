import type { Rules } from '@ml-connector/connections';
import { add, type Cents, cents, negate, proportion } from '@ml-connector/kernel';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { Order, Refund } from '@ml-connector/woocommerce';
import { entryOf } from './entry-of.js';
import { holdReason } from './hold-reasons.js';
import { feeItem, shippingItem } from './charge-items.js';
import { ratesOn } from './line-rates.js';
import { productName, quantityText } from './product-name.js';
import { readAmount } from './read-amount.js';
import { holdIfTooFine, readSale, taxLines } from './read-sale.js';
import { roundingLimitOf } from './rounding-limit.js';
import type { Readable, SaleLine } from './sale-line.js';
import { partsWithin, type SaleParts } from './sale-parts.js';

/**
 * What a refund pays back, as positive lines that add up to its amount. Without lines it is known only where it pays
 * back the whole order: then it is the sale itself.
 */
export const readRefund = (
  refund: Refund,
  { order, rules }: { readonly order: Order; readonly rules: Rules },
): Readable<SaleParts> =>
  holdIfTooFine(() => {
    const total = readAmount(refund.amount, 'the refund');
    if (hasLines(refund)) {
      const read = partsWithin(linesOf(refund, order, rules), {
        total,
        roundingLimit: roundingLimitOf(rules),
      });
      return read.hold ? { hold: holdReason('REFUND_NEEDS_REVIEW', read.hold.detail) } : read;
    }
    const isWhole = total === readAmount(order.total, 'the order') && order.refunds.length === 1;
    return readAmountOnly(refund.amount, { order, rules, isWhole, what: `Refund ${refund.id}` });
  });

/** An amount of an order of which the shop tells no lines: all of the order, or by rule a part of each of its lines. */
export const readAmountOnly = (
  amount: string,
  {
    order,
    rules,
    isWhole,
    what,
  }: {
    readonly order: Order;
    readonly rules: Rules;
    readonly isWhole: boolean;
    /** For the reason that holds it. */
    readonly what: string;
  },
): Readable<SaleParts> =>
  holdIfTooFine(() => {
    if (isWhole) return readSale(order, rules);
    if (rules.refunds.amountOnly === 'split')
      return shareOf(order, readAmount(amount, 'the refund'), rules);
    const detail = `${what} is an amount only.`;
    return { hold: holdReason('REFUND_NEEDS_REVIEW', detail, 'refunds.amountOnly') };
  });

/** A part of the order: each of its lines in proportion, to the cent; what rounding leaves stands on a line of its own. */
const shareOf = (order: Order, total: Cents, rules: Rules): Readable<SaleParts> => {
  const sale = readSale(order, rules);
  if (sale.hold) return sale;
  const whole = sale.value.total;
  if (whole <= 0) return { hold: holdReason('REFUND_NEEDS_REVIEW', 'The order has no total.') };
  const lines = sale.value.lines.map((line): SaleLine => ({
    ...line,
    amount: proportion(line.amount, total, whole),
    ...(line.kind === 'product' ? { quantity: null } : {}),
  }));
  // Each line is at most half a cent off.
  return partsWithin(lines, { total, roundingLimit: cents(lines.length) });
};

const hasLines = (refund: Refund): boolean =>
  refund.lineItems.length + refund.shippingLines.length + refund.feeLines.length > 0;

const linesOf = (refund: Refund, order: Order, rules: Rules): readonly SaleLine[] => [
  ...refund.lineItems
    .filter((line) => line.quantity !== 0 || readAmount(line.total, 'a line') !== 0)
    .map((line): SaleLine => ({
      kind: 'product',
      amount: negate(readAmount(line.total, `the line of ${productName(line)}`)),
      name: productName(line),
      sku: line.sku,
      productId: line.productId,
      variationId: line.variationId,
      quantity: isBack(line, order, rules) ? quantityText(-line.quantity) : null,
      rates: ratesOn(line, refund.taxLines),
    })),
  ...refund.shippingLines.map((line): SaleLine => ({
    kind: 'shipping',
    amount: negate(readAmount(line.total, 'the shipping')),
    name: toQuickBooksText(line.methodTitle, 4095) || 'Shipping',
    rates: ratesOn(line, refund.taxLines),
    by: shippingItem(line, rules),
  })),
  ...refund.feeLines.map((line): SaleLine => ({
    kind: 'fee',
    amount: negate(readAmount(line.total, 'a fee')),
    name: toQuickBooksText(line.name, 4095) || 'Fee',
    rates: ratesOn(line, refund.taxLines),
    by: feeItem(line, rules),
  })),
  ...taxLines(refund.taxLines, taxOf(refund)).map((line) => ({
    ...line,
    amount: negate(line.amount),
  })),
];

/** Whether the quantity of a refunded line goes back into stock. WooCommerce counts on the order's line what it put back. */
const isBack = (
  { quantity, refundedItemId }: Refund['lineItems'][number],
  { lineItems }: Order,
  { refunds: { restock } }: Rules,
): boolean => {
  if (quantity >= 0 || restock === 'never') return false;
  if (restock === 'always') return true;
  const sold = lineItems.find(({ id }) => id === refundedItemId);
  return Number(entryOf(sold?.meta ?? {}, '_restock_refunded_items') ?? 0) > 0;
};

const taxOf = (refund: Refund): Cents =>
  add(
    ...[...refund.lineItems, ...refund.shippingLines, ...refund.feeLines].map((line) =>
      readAmount(line.totalTax, 'the tax'),
    ),
  );
