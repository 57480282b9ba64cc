import type { Rules } from '@ml-connector/connections';
import { postingId } from '@ml-connector/postings';
import type { Order, Refund } from '@ml-connector/woocommerce';
import { isWhole, type PlannedBefore } from './documents-to-plan.js';
import { creditUseSource } from './plan-credit-use.js';
import { isPaid } from './select-order.js';

interface OfOrder {
  readonly order: Order;
  readonly connectionId: string;
  readonly before: PlannedBefore;
  readonly document: Rules['document'];
}

/** Whether money came in for an order: the shop says so, or the books took it once. */
export const isTaken = ({ order, connectionId, before, document }: OfOrder): boolean =>
  document === 'sales-receipt' ||
  isPaid(order) ||
  isWhole(before.get(postingId(connectionId, 'payment', String(order.id))));

/**
 * Whether the money of a refund leaves: it had come before. A refund made before the payment only lessens what is owed:
 * its credit is set off against the open invoice. What the books did once stays.
 */
export const isPaidBack = ({ id, createdAt }: Refund, of: OfOrder): boolean => {
  const { order, connectionId, before, document } = of;
  if (document === 'sales-receipt') return true;
  const was = (kind: 'payment' | 'refund-payment', source: string): boolean =>
    isWhole(before.get(postingId(connectionId, kind, source)));
  if (was('refund-payment', String(id))) return true;
  if (was('payment', creditUseSource(String(id)))) return false;
  const since = order.paidAt ?? order.completedAt;
  return isTaken(of) && (since === null || Date.parse(createdAt) >= Date.parse(since));
};
