import { asText, asUnits, sum } from './minor-units.js';
import { queueDeliveries } from './queue-deliveries.js';
import { lineOfQuantity } from './recalculate-order.js';
import { gmtTime, siteTime } from './sim-time.js';
import type { StoreState } from './store-state.js';
import type { WooCharge, WooLine, WooMeta, WooOrder, WooRefund } from './woo-order.js';

/** What is refunded: lines with quantities, everything by lines, shipping, an amount alone, or what remains as an amount alone. */
export interface RefundWish {
  readonly reason?: string;
  readonly lines?: readonly { readonly lineId: number; readonly quantity: number }[];
  readonly everything?: boolean;
  /** Every shipping line whole. */
  readonly shipping?: boolean;
  /** Decimal, including tax. */
  readonly amount?: string;
  readonly remaining?: boolean;
}

/**
 * Refunds an order: `order.updated`, and `refunded` as its status once nothing remains. Its total stays.
 * @throws Error if the amount is larger than what remains.
 */
export const refundOrder = (state: StoreState, orderId: number, wish: RefundWish): WooRefund => {
  const order = state.orders.get(orderId);
  if (order === undefined) throw new Error(`There is no order ${orderId}.`);
  const { decimals } = state;
  const remaining =
    asUnits(order.total, decimals) +
    sum(order.refunds.map(({ total }) => asUnits(total, decimals)));
  const lines = refundedLines(state, order, wish);
  const charges = (given: readonly WooCharge[], isWanted: boolean | undefined) =>
    isWanted === true ? given.map((charge) => negated(state, charge)) : [];
  const parts = {
    line_items: lines,
    shipping_lines: charges(order.shipping_lines, wish.everything ?? wish.shipping),
    fee_lines: charges(order.fee_lines, wish.everything),
  };
  const amount = amountOf(parts, wish, { decimals, remaining });
  if (amount <= 0 || amount > remaining) throw new Error('Invalid refund amount.');
  const now = state.clock.now();
  const refund: WooRefund = {
    id: state.ids.next(),
    date_created: siteTime(now),
    date_created_gmt: gmtTime(now),
    amount: asText(amount, decimals),
    reason: wish.reason ?? '',
    refunded_by: 1,
    refunded_payment: false,
    meta_data: [],
    line_items: parts.line_items,
    shipping_lines: parts.shipping_lines,
    tax_lines: taxLines(order, parts, decimals),
    fee_lines: parts.fee_lines,
    _links: {},
  };
  state.refunds.set(refund.id, { orderId, refund });
  order.refunds.unshift({ id: refund.id, reason: refund.reason, total: asText(-amount, decimals) });
  if (amount === remaining) order.status = 'refunded';
  Object.assign(order, { date_modified: siteTime(now), date_modified_gmt: gmtTime(now) });
  queueDeliveries(state, 'order.updated', orderId);
  queueDeliveries(state, 'action.woocommerce_refund_created', refund.id);
  return refund;
};

/** Told by nothing, and the order keeps its time of modification. @throws Error if there is no such refund. */
export const deleteRefund = (state: StoreState, refundId: number): void => {
  const found = state.refunds.get(refundId);
  if (found === undefined) throw new Error(`There is no refund ${refundId}.`);
  state.refunds.delete(refundId);
  const order = state.orders.get(found.orderId);
  if (order !== undefined) order.refunds = order.refunds.filter(({ id }) => id !== refundId);
};

interface RefundParts {
  readonly line_items: WooLine[];
  readonly shipping_lines: WooCharge[];
  readonly fee_lines: WooCharge[];
}

const refundedLines = (state: StoreState, order: WooOrder, wish: RefundWish): WooLine[] =>
  order.line_items.flatMap((line) => {
    const quantity =
      wish.everything === true
        ? line.quantity
        : (wish.lines?.find(({ lineId }) => lineId === line.id)?.quantity ?? 0);
    if (quantity === 0) return [];
    const refunded = lineOfQuantity(line, -quantity, state.decimals);
    const total = { subtotal: refunded.total, subtotal_tax: refunded.total_tax };
    return [{ ...refunded, ...total, ...pointingTo(state, line.id) }];
  });

const minus = (text: string): string => {
  if (text.startsWith('-')) return text.slice(1);
  return /[1-9]/.test(text) ? `-${text}` : text;
};

const negated = (state: StoreState, charge: WooCharge): WooCharge => {
  return {
    ...charge,
    total: minus(charge.total),
    total_tax: minus(charge.total_tax),
    taxes: charge.taxes.map((tax) => ({ ...tax, total: minus(tax.total) })),
    ...pointingTo(state, charge.id),
  };
};

const pointingTo = (state: StoreState, id: number): { id: number; meta_data: WooMeta[] } => ({
  id: state.ids.line(),
  meta_data: [{ id: state.ids.line(), key: '_refunded_item_id', value: `${id}` }],
});

const amountOf = (
  { line_items, shipping_lines, fee_lines }: RefundParts,
  wish: RefundWish,
  { decimals, remaining }: { decimals: number; remaining: number },
): number => {
  if (wish.remaining === true) return remaining;
  if (wish.amount !== undefined) return asUnits(wish.amount, decimals);
  return -sum(
    [...line_items, ...shipping_lines, ...fee_lines].flatMap(({ total, total_tax }) => [
      asUnits(total, decimals),
      asUnits(total_tax, decimals),
    ]),
  );
};

const taxLines = (
  order: WooOrder,
  { line_items, shipping_lines, fee_lines }: RefundParts,
  decimals: number,
): WooRefund['tax_lines'] => {
  const scaled = (charges: readonly WooCharge[], rateId: number) =>
    asText(
      sum(
        charges.flatMap(({ taxes }) =>
          taxes
            .filter(({ id }) => id === rateId)
            .map(({ total }) => asUnits(total || '0', decimals)),
        ),
      ),
      decimals,
    );
  if (line_items.length + shipping_lines.length + fee_lines.length === 0) return [];
  return order.tax_lines.map((line) => ({
    ...line,
    tax_total: scaled([...line_items, ...fee_lines], line.rate_id),
    shipping_tax_total: scaled(shipping_lines, line.rate_id),
  }));
};
