import { holdReason, type OrderSnapshot, unreadRefundsOf } from '@ml-connector/bookkeeping';
import type { Reason } from '@ml-connector/contracts';
import type { Order, Refund, RefundSummary } from '@ml-connector/woocommerce';
import type { OpenedPayloads } from './opened-orders.js';

/** A snapshot opened: what can be decided from it. */
export type OpenedOrder =
  | { readonly state: 'gone'; readonly last: ReadOrder | null }
  /** Nothing can be said yet: only a GET tells. */
  | { readonly state: 'unclear'; readonly reason: 'ambiguous' | 'refund-unknown' }
  | { readonly state: 'unreadable'; readonly hold: Reason }
  /** The shopper's data was erased: what was decided stays. */
  | { readonly state: 'erased' }
  | ReadOrder;

export interface ReadOrder {
  readonly state: 'known';
  readonly order: Order;
  readonly refunds: readonly Refund[];
  /** Refunds that the order names and of which no details are known. */
  readonly missingRefunds: readonly number[];
  /** Those of them that the shop did not show when it was asked. */
  readonly unreadRefunds: readonly RefundSummary[];
}

export const openOrder = (snapshot: OrderSnapshot, payloads: OpenedPayloads): OpenedOrder => {
  if (!snapshot.isGone) return openStanding(snapshot, payloads);
  const last = openStanding(snapshot, payloads);
  return { state: 'gone', last: last.state === 'known' ? last : null };
};

const openStanding = (
  snapshot: OrderSnapshot,
  payloads: OpenedPayloads,
): Exclude<OpenedOrder, { state: 'gone' }> => {
  const { observed } = snapshot;
  if (!observed) return { state: 'unclear', reason: 'refund-unknown' };
  if (observed.isAmbiguous) return { state: 'unclear', reason: 'ambiguous' };
  const opened = payloads.order(observed.payload);
  if (opened.state === 'erased') return opened;
  if (opened.state === 'unreadable')
    return { state: 'unreadable', hold: holdReason('ORDER_UNREADABLE', opened.why) };
  const standing = snapshot.refunds.filter(({ isGone }) => !isGone);
  const refunds = standing.flatMap(({ observed: seen }) => {
    const refund = seen ? payloads.refund(seen.payload) : null;
    return refund?.state === 'read' ? [refund.value] : [];
  });
  const known = new Set(snapshot.refunds.map(({ refundId }) => refundId));
  const missingRefunds = opened.value.refunds.map(({ id }) => id).filter((id) => !known.has(id));
  const unread = new Set(unreadRefundsOf(snapshot));
  const unreadRefunds = opened.value.refunds.filter(({ id }) => unread.has(id));
  return { state: 'known', order: opened.value, refunds, missingRefunds, unreadRefunds };
};

/** The payloads that {@link openOrder} reads. */
export const payloadsOf = ({ observed, refunds }: OrderSnapshot): readonly string[] => [
  ...(observed ? [observed.payload] : []),
  ...refunds.flatMap(({ observed: seen, isGone }) => (seen && !isGone ? [seen.payload] : [])),
];
