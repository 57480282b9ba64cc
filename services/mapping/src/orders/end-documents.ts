import { endingByRule, notAskedFor, refundDeleted } from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';
import type { Ending } from '@ml-connector/contracts';
import {
  firstStanding,
  isInBooks,
  type Posting,
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
    (posting) => (posting.kind === 'payment' || posting.kind === 'sales-receipt') && isOut(posting),
  );
  return withdrawals.map(({ postingId, ...how }): WithdrawalOrder => {
    const posting = known.get(postingId);
    const plain: WithdrawPosting = { type: 'Withdraw', ...how };
    if (!posting || how.onlyUnsent === true) return { postingId, command: plain };
    const isOfRefund = posting.source.type === 'refund';
    const isDeleted = isOfRefund && gone.has(Number(posting.source.id));
    const isUnasked = how.reason.code === notAskedFor.code;
    // A pay-out that another rule no longer asks for has been paid: it stays.
    if (posting.kind === 'refund-payment' && isUnasked && !isDeleted)
      return { postingId, command: { ...plain, onlyUnsent: true } };
    const ends =
      isDeleted || (!isUnasked && endingByRule(how.reason, rules, { isPaid }) === 'void');
    if (!ends) return { postingId, command: plain };
    const after = standing
      .filter((other) => other.wish.dependsOn.includes(postingId) && isOut(other))
      .map(({ id }) => id);
    const end: Ending = { operation: OPERATIONS[posting.kind], after };
    const reason = isUnasked ? refundDeleted : how.reason;
    return {
      postingId,
      command: { type: 'Withdraw', reason, end, waitingFor: firstStanding(after, known) },
    };
  });
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
