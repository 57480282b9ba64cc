import {
  creditUseSource,
  endingByRule,
  endSource,
  notAskedFor,
  openSalesOrderId,
  refundDeleted,
} from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';
import type { Ending } from '@ml-connector/contracts';
import {
  firstStanding,
  isInBooks,
  type Posting,
  postingId as postingIdOf,
  type WithdrawPosting,
} from '@ml-connector/postings';
import type { MappingPorts } from '../mapping-ports.js';
import type { SettledOrder } from './decide-opened.js';
import type { Withdrawal } from './settle-decision.js';

export interface WithdrawalOrder {
  readonly postingId: string;
  readonly command: WithdrawPosting;
}

/**
 * Takes back what orders no longer ask for, and says by rule how documents end that stand already: dependents first,
 * because a payment cannot be voided but deleted, and an invoice not before its payment is gone.
 */
export const endingsOf = async (
  { postings }: Pick<MappingPorts, 'postings'>,
  rules: Rules,
  decisions: readonly SettledOrder[],
): Promise<readonly WithdrawalOrder[]> => {
  const ids = decisions.flatMap(({ settled }) => settled.withdrawals.map((one) => one.postingId));
  if (ids.length === 0) return [];
  const known = new Map(
    (await postings.getMany([...new Set(ids)])).map((posting) => [posting.id, posting]),
  );
  return decisions.flatMap(({ order, settled }) => {
    const { refunds } = order.draft.value;
    const gone = new Set(refunds.filter(({ isGone }) => isGone).map(({ refundId }) => refundId));
    return endingsOfOrder(settled.withdrawals, { known, gone, rules });
  });
};

interface At {
  readonly known: ReadonlyMap<string, Posting>;
  /** Refunds that were deleted in the shop. */
  readonly gone: ReadonlySet<number>;
  readonly rules: Pick<Rules, 'changes'>;
}

/** The withdrawals of one order. Pure. */
export const endingsOfOrder = (
  withdrawals: readonly Withdrawal[],
  { known, gone, rules }: At,
): readonly WithdrawalOrder[] => {
  const standing = withdrawals.flatMap(({ postingId }) => known.get(postingId) ?? []);
  const isPaid = standing.some(
    (posting) => (isMoneyIn(posting) || posting.kind === 'sales-receipt') && isOut(posting),
  );
  return withdrawals.map(({ postingId, ...how }): WithdrawalOrder => {
    const posting = known.get(postingId);
    const plain: WithdrawPosting = { type: 'Withdraw', ...how };
    if (!posting || how.onlyUnsent === true) return { postingId, command: plain };
    const isUnasked = how.reason.code === notAskedFor.code;
    const isDeleted = isOfRefund(posting) && gone.has(Number(posting.source.id));
    const isTakenBack = isDeleted || (isUnasked && isOfOrderAlive(posting));
    // Money that moved, and that another rule or the shop's word no longer asks for, has moved: it stays.
    if (MONEY.has(posting.kind) && isUnasked && !isTakenBack)
      return { postingId, command: { ...plain, onlyUnsent: true } };
    const rule = isUnasked ? 'hold' : endingByRule(how.reason, rules, { isPaid });
    // A sales order is no sale that a credit memo could take back.
    const isClosed = rule === 'credit-memo' && posting.kind === 'sales-order';
    const ends = isTakenBack || isClosed || rule === 'void';
    if (!ends) return { postingId, command: plain };
    const after = standing
      .filter((other) => other.wish.dependsOn.includes(postingId) && isOut(other))
      .map(({ id }) => id);
    const end: Ending = { operation: OPERATIONS[posting.kind], after };
    const reason = isDeleted && isUnasked ? refundDeleted : how.reason;
    return {
      postingId,
      command: { type: 'Withdraw', reason, end, waitingFor: firstStanding(after, known) },
    };
  });
};

const MONEY: ReadonlySet<Posting['kind']> = new Set(['payment', 'refund-payment']);

/** A payment of nothing only sets a credit off. */
const isMoneyIn = ({ kind, wish }: Posting): boolean => kind === 'payment' && wish.total !== 0;

const isOfRefund = ({ source }: Posting): boolean => source.type === 'refund';

/**
 * What only stood for as long as its order was over, or was not paid: the credit memo of its end and the use of it, and
 * the sales order of an order that became a sale by another document.
 */
const isOfOrderAlive = ({ id, connectionId, orderId }: Posting): boolean => {
  if (orderId === null) return false;
  const end = endSource(orderId);
  return [
    postingIdOf(connectionId, 'credit-memo', end),
    postingIdOf(connectionId, 'payment', creditUseSource(end)),
    openSalesOrderId(connectionId, orderId),
  ].includes(id);
};

/** Whether QuickBooks has it, or may have it. */
const isOut = (posting: Posting): boolean => isInBooks(posting) || posting.out !== null;

/** What cannot be voided is deleted. */
const OPERATIONS: Readonly<Record<Posting['kind'], Ending['operation']>> = {
  invoice: 'void',
  'sales-receipt': 'void',
  'credit-memo': 'void',
  'sales-order': 'delete',
  payment: 'delete',
  'refund-payment': 'delete',
  customer: 'void',
  item: 'void',
};
