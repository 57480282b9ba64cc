import {
  endingByRule,
  type KnownOrder,
  openSalesOrderId,
  type OrderDecision,
  type PlannedBefore,
  salesOrderStanding,
} from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';
import { isInBooks, type Posting, postingId } from '@ml-connector/postings';
import type { MappingPorts } from '../mapping-ports.js';

/** What of an order stands in the books, as far as its decision depends on it. */
export type Weighed =
  | { readonly decision: OrderDecision }
  /** It asks for documents. */
  | { readonly known: Pick<KnownOrder, 'isEnded' | 'salesOrder'> };

interface OfOrder {
  readonly connectionId: string;
  readonly rules: Rules;
  /** `null`: it asks for documents. */
  readonly decision: OrderDecision | null;
  /** `null` where it cannot be read any more. */
  readonly order: KnownOrder['order'] | null;
  readonly before: PlannedBefore;
}

/** The decision about an order with what its documents have become in the books. */
export const weighStanding = async (
  { postings }: Pick<MappingPorts, 'postings'>,
  of: OfOrder,
): Promise<Weighed> => {
  const { decision, order, before } = of;
  if (!dependsOnBooks(of))
    return decision ? { decision } : { known: { isEnded: false, salesOrder: undefined } };
  const standing = await postings.getMany([...before.keys()]);
  if (decision?.outcome === 'withdraw') {
    const isEnded = order !== null && isCredited(decision.reason, standing, of);
    return isEnded ? { known: { isEnded } } : { decision };
  }
  // An order that is unpaid again keeps everything as it was planned once a part of it has left for QuickBooks.
  if (decision) return { decision: hasLeft(standing) ? LEFT_ALONE : decision };
  if (order?.status === 'refunded' && isVoidedSale(standing, of)) return { decision: VOID };
  return { known: { salesOrder: salesOrderOf(standing, of) } };
};

const LEFT_ALONE: OrderDecision = { outcome: 'nothing', why: 'status' };

/** The books hold nothing of it any more, and nobody's money either: a refund of all of it has nothing to take back. */
const VOID: OrderDecision = { outcome: 'nothing', why: 'void' };

const dependsOnBooks = ({ decision, order, before, connectionId, rules }: OfOrder): boolean => {
  if (before.size === 0) return false;
  if (decision?.outcome === 'nothing') return decision.why === 'unpaid';
  if (decision) return decision.outcome === 'withdraw' && usesCredits(rules);
  return (
    order !== null &&
    (order.status === 'refunded' || before.has(openSalesOrderId(connectionId, order.id)))
  );
};

const usesCredits = ({ changes }: Rules): boolean =>
  [changes.cancelled, changes.cancelledPaid, changes.deleted].includes('credit-memo');

const hasLeft = (standing: readonly Posting[]): boolean =>
  standing.some(({ document, out }) => document !== null || out !== null);

const isThere = (posting: Posting): boolean => isInBooks(posting) || posting.out !== null;

const salesIn = (standing: readonly Posting[]): readonly Posting[] =>
  standing.filter(({ kind }) => kind === 'invoice' || kind === 'sales-receipt');

/** By rule, and where the sale stands in the books and has not begun to end in another way. */
const isCredited = (
  reason: Parameters<typeof endingByRule>[0],
  standing: readonly Posting[],
  { rules }: OfOrder,
): boolean => {
  const sale = salesIn(standing).find(isThere);
  if (!sale || sale.ending) return false;
  const isPaid =
    sale.kind === 'sales-receipt' ||
    standing.some((one) => one.kind === 'payment' && one.wish.total !== 0 && isThere(one));
  return endingByRule(reason, rules, { isPaid }) === 'credit-memo';
};

/** Voided because the order had ended. */
const isVoidedSale = (standing: readonly Posting[], { order }: OfOrder): boolean => {
  const sales = salesIn(standing);
  return (
    order !== null &&
    sales.length > 0 &&
    sales.every(({ state, withdrawn }) => state === 'voided' && withdrawn !== null)
  );
};

const salesOrderOf = (
  standing: readonly Posting[],
  { connectionId, order }: OfOrder,
): KnownOrder['salesOrder'] => {
  if (order === null) return undefined;
  const byId = new Map(standing.map((posting) => [posting.id, posting]));
  return salesOrderStanding(
    byId.get(openSalesOrderId(connectionId, order.id)),
    byId.get(postingId(connectionId, 'invoice', String(order.id))),
  );
};
