import type { Reason } from '@ml-connector/contracts';
import type { Rules } from '@ml-connector/connections';
import type { Order } from '@ml-connector/woocommerce';
import { entryOf } from './entry-of.js';
import { orderEnded } from './withdrawal-reasons.js';

/** What of an order says whether it belongs in the books. */
export interface OrderStanding {
  readonly status: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly paidAt: string | null;
  readonly refunds: readonly unknown[];
  readonly paymentMethod?: string;
}

export const NOTHING_REASONS = [
  'before-go-live',
  'status',
  'unpaid',
  'zero-total',
  'deleted',
  'void',
] as const;
export type NothingReason = (typeof NOTHING_REASONS)[number];

export type Selection =
  | { readonly select: 'post' }
  /** It waits for its payment, and by rule is a sales order until then. */
  | { readonly select: 'open' }
  /**
   * The order asks for nothing, and never did or still may: documents that exist are left alone. Unpaid: those that have
   * not left are taken back until it is paid.
   */
  | { readonly select: 'nothing'; readonly why: NothingReason }
  /** The order is over: documents that have not left are taken back. */
  | { readonly select: 'withdraw'; readonly reason: Reason };

/** Statuses in which a sale is over without having been one. */
const ENDED: ReadonlySet<string> = new Set(['cancelled', 'failed', 'trash']);

/** Statuses in which the shop waits for the money. */
const UNPAID: ReadonlySet<string> = new Set(['pending', 'on-hold']);

/** A refunded order stands as sale and credit memo if it ever was a sale: it was paid, or its refunds say so. */
export const selectOrder = (order: OrderStanding, rules: Rules): Selection => {
  if (Date.parse(order.createdAt) < Date.parse(rules.goLive))
    return { select: 'nothing', why: 'before-go-live' };
  if (rules.statuses.includes(order.status)) return { select: 'post' };
  if (isSalesOrder(order, rules)) return { select: 'open' };
  if (order.status === 'refunded')
    return order.paidAt !== null || order.refunds.length > 0
      ? { select: 'post' }
      : { select: 'nothing', why: 'status' };
  if (ENDED.has(order.status)) return { select: 'withdraw', reason: orderEnded(order.status) };
  return { select: 'nothing', why: UNPAID.has(order.status) ? 'unpaid' : 'status' };
};

const isSalesOrder = (
  { status, paymentMethod = '' }: OrderStanding,
  { unpaid }: Pick<Rules, 'unpaid'>,
): boolean =>
  unpaid.statuses.includes(status) &&
  (entryOf(unpaid.methods, paymentMethod) ?? unpaid.document) === 'sales-order';

/**
 * Whether the money came: the shop says when it was paid; a completed order is paid even where it does not, also once it
 * is refunded. A refunded one that was neither was never paid: the shop calls it so to say that nobody owes it anything.
 */
export const isPaid = ({
  status,
  paidAt,
  completedAt,
}: Pick<Order, 'status' | 'paidAt' | 'completedAt'>): boolean =>
  paidAt !== null || status === 'completed' || (status === 'refunded' && completedAt !== null);
