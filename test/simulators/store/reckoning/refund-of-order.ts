import { asText, asUnits, multiplyDivide, sum } from '../minor-units.js';
import type { WooCharge, WooLine, WooOrder, WooRefund } from '../woo-order.js';

/** What a person in the shop pays back. */
export type RefundOf =
  | { readonly what: 'everything' }
  /** So many thousandths of each line, with their tax. */
  | { readonly what: 'pieces'; readonly thousandths: number }
  | { readonly what: 'shipping' }
  /** Only the tax of the lines: the shopper turned out to be exempt. */
  | { readonly what: 'tax' }
  /** An amount without a word about lines, in thousandths of the total. */
  | { readonly what: 'amount'; readonly thousandths: number };

/** The refund as wc/v3 shows it, and entered in the order; `null` where it would pay back nothing, or more than is left. */
export const refundOfOrder = (
  order: WooOrder,
  wish: RefundOf,
  { id, decimals }: { readonly id: number; readonly decimals: number },
): WooRefund | null => {
  const units = (text: string) => asUnits(text, decimals);
  const text = (amount: number) => asText(amount, decimals);
  const share = shareOf(wish);
  const back = <Charge extends WooCharge | WooLine>(charge: Charge, part: Share): Charge => {
    const taxes = charge.taxes.map(({ id: rateId, total }) => ({
      id: rateId,
      units: multiplyDivide(asUnits(total || '0', 6), part.tax, 1_000 * 10 ** (6 - decimals)),
    }));
    return {
      ...charge,
      total: minus(text(multiplyDivide(units(charge.total), part.net, 1_000))),
      total_tax: minus(text(sum(taxes.map((tax) => tax.units)))),
      taxes: taxes.map((tax) => ({ id: tax.id, total: minus(text(tax.units)), subtotal: '' })),
      meta_data: [{ id: charge.id, key: '_refunded_item_id', value: `${charge.id}` }],
    };
  };
  const line_items = share.lines
    ? order.line_items.map((line): WooLine => ({
        ...back(line, share.lines ?? NONE),
        quantity: wish.what === 'everything' ? 0 - line.quantity : 0,
      }))
    : [];
  const charges = (given: readonly WooCharge[], part: Share | null) =>
    part === null ? [] : given.map((charge) => back(charge, part));
  const shipping_lines = charges(order.shipping_lines, share.shipping);
  const fee_lines = charges(order.fee_lines, share.fees);
  const all = [...line_items, ...shipping_lines, ...fee_lines];
  const amount =
    wish.what === 'amount'
      ? multiplyDivide(units(order.total), wish.thousandths, 1_000)
      : 0 - sum(all.flatMap(({ total, total_tax }) => [units(total), units(total_tax)]));
  const left = units(order.total) + sum(order.refunds.map(({ total }) => units(total)));
  if (amount <= 0 || amount > left) return null;
  const taxOf = (parts: readonly WooCharge[], rateId: number) =>
    text(
      sum(
        parts.flatMap(({ taxes }) =>
          taxes.filter((tax) => tax.id === rateId).map(({ total }) => units(total)),
        ),
      ),
    );
  order.refunds.unshift({ id, reason: '', total: minus(text(amount)) });
  return {
    id,
    date_created: order.date_created,
    date_created_gmt: order.date_created_gmt,
    amount: text(amount),
    reason: '',
    refunded_by: 1,
    refunded_payment: false,
    meta_data: [],
    line_items,
    shipping_lines,
    fee_lines,
    tax_lines:
      all.length === 0
        ? []
        : order.tax_lines.map((line) => ({
            ...line,
            tax_total: taxOf([...line_items, ...fee_lines], line.rate_id),
            shipping_tax_total: taxOf(shipping_lines, line.rate_id),
          })),
  };
};

/** Thousandths of the net amount and of each tax. */
interface Share {
  readonly net: number;
  readonly tax: number;
}
const NONE: Share = { net: 0, tax: 0 };
const ALL: Share = { net: 1_000, tax: 1_000 };

const shareOf = (wish: RefundOf): Readonly<Record<'lines' | 'shipping' | 'fees', Share | null>> => {
  switch (wish.what) {
    case 'everything':
      return { lines: ALL, shipping: ALL, fees: ALL };
    case 'pieces': {
      const part = { net: wish.thousandths, tax: wish.thousandths };
      return { lines: part, shipping: null, fees: null };
    }
    case 'shipping':
      return { lines: null, shipping: ALL, fees: null };
    case 'tax':
      return { lines: { net: 0, tax: 1_000 }, shipping: null, fees: null };
    case 'amount':
      return { lines: null, shipping: null, fees: null };
  }
};

const minus = (text: string): string => {
  if (text.startsWith('-')) return text.slice(1);
  return /[1-9]/.test(text) ? `-${text}` : text;
};
