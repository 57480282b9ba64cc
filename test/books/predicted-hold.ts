import { asUnits, sum } from '../simulators/store/minor-units.js';
import type { WooCharge, WooOrder, WooRefund } from '../simulators/store/woo-order.js';

/** The largest difference, in cents, that goes to the rounding line. */
export const ROUNDING_LIMIT = 5;

/** What a bookkeeper does with an order: `post`, nothing (free), or hold with this reason. */
export type Prediction = 'post' | 'nothing' | `held: ${string}`;

/** Said from what the shop printed alone. */
export const predictSale = (order: WooOrder): Prediction => {
  if (asUnits(order.total, 6) === 0) return 'nothing';
  if (order.currency !== 'EUR') return 'held: CURRENCY_NOT_HOME';
  if (printedAmounts(order).some(needsThirdDecimal)) return 'held: AMOUNT_TOO_FINE';
  if (order.total.startsWith('-')) return 'held: AMOUNT_NEGATIVE';
  return Math.abs(driftOf(order)) > ROUNDING_LIMIT ? 'held: TOTAL_DIFFERS' : 'post';
};

/** Of a refund whose sale posts; an amount alone is known where it is the whole order, or where the rules split it. */
export const predictRefund = (
  refund: WooRefund,
  { order, splits }: { readonly order: WooOrder; readonly splits: boolean },
): Prediction => {
  if (needsThirdDecimal(refund.amount)) return 'held: AMOUNT_TOO_FINE';
  const parts = [...refund.line_items, ...refund.shipping_lines, ...refund.fee_lines];
  const isWhole = refund.amount === order.total && order.refunds.length === 1;
  return parts.length > 0 || isWhole || splits ? 'post' : 'held: REFUND_NEEDS_REVIEW';
};

/** Cents by which the printed total differs from the sum of the printed parts. */
export const driftOf = (order: WooOrder): number => {
  const charges: readonly WooCharge[] = [
    ...order.line_items,
    ...order.shipping_lines,
    ...order.fee_lines,
  ];
  const parts = [
    ...charges.map(({ total }) => total),
    ...order.tax_lines.flatMap(({ tax_total, shipping_tax_total }) => [
      tax_total,
      shipping_tax_total,
    ]),
  ];
  return asUnits(order.total, 2) - sum(parts.map((part) => asUnits(part, 2)));
};

const printedAmounts = (order: WooOrder): readonly string[] => [
  order.total,
  order.total_tax,
  ...order.line_items.flatMap(({ subtotal, total }) => [subtotal, total]),
  ...[...order.shipping_lines, ...order.fee_lines].map(({ total }) => total),
  ...order.tax_lines.flatMap(({ tax_total, shipping_tax_total }) => [
    tax_total,
    shipping_tax_total,
  ]),
];

const needsThirdDecimal = (text: string): boolean => /\.\d\d\d*[1-9]/.test(text);
