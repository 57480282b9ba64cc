import {
  again,
  documentsToPlan,
  documentsToWithdraw,
  type HashedDocument,
  notAskedFor,
  orderUnpaid,
  type OrderDecided,
  type OrderDecision,
  type PlannedBefore,
} from '@ml-connector/bookkeeping';
import type { Reason } from '@ml-connector/contracts';

export interface Withdrawal {
  readonly postingId: string;
  readonly reason: Reason;
  /** What has left for QuickBooks stays. */
  readonly onlyUnsent?: boolean;
}

/** What a decision leads to, given what was planned before. */
export interface Settled {
  readonly plans: readonly HashedDocument[];
  readonly withdrawals: readonly Withdrawal[];
  readonly outcome: OrderDecided['outcome'];
  readonly why: string | null;
  /** All that is planned from now on. */
  readonly documents: OrderDecided['documents'];
  /** Whether other rules or lists may let more of it be posted. */
  readonly isOpen: boolean;
}

/** @param hash gives documents the hash of what they were made from. */
export const settleDecision = (
  decision: OrderDecision,
  before: PlannedBefore,
  hash: (
    documents: Extract<OrderDecision, { outcome: 'documents' }>['documents'],
  ) => readonly HashedDocument[],
): Settled => {
  switch (decision.outcome) {
    case 'nothing':
      return { ...NOTHING, why: decision.why, ...leftOf(before, decision.why) };
    case 'withdraw':
      return {
        ...NOTHING,
        outcome: 'withdrawn',
        why: decision.reason.code,
        ...takenBack(before, { reason: decision.reason }),
      };
    case 'documents':
      return settleDocuments(hash(decision.documents), before);
  }
};

const NOTHING: Settled = {
  plans: [],
  withdrawals: [],
  outcome: 'nothing',
  why: null,
  documents: [],
  isOpen: false,
};

const settleDocuments = (decided: readonly HashedDocument[], before: PlannedBefore): Settled => {
  const plans = documentsToPlan(decided, before);
  const planned = new Map(
    plans.map(({ document: { postingId, hold: held }, basis }) => [
      postingId,
      held ? again(before.get(postingId)) : basis,
    ]),
  );
  const hold = plans.map(({ document }) => document.hold).find((reason) => reason !== null);
  const documents = decided.flatMap(({ document: { postingId, orderId } }) => {
    const basis = planned.get(postingId) ?? before.get(postingId);
    return orderId === null || basis === undefined ? [] : [{ postingId, basis }];
  });
  return {
    plans,
    withdrawals: documentsToWithdraw(decided, before).map((postingId) => ({
      postingId,
      reason: notAskedFor,
    })),
    outcome: hold ? 'held' : 'documents',
    why: hold?.code ?? null,
    documents,
    isOpen: hold !== undefined,
  };
};

type Left = Pick<Settled, 'withdrawals' | 'documents'>;

/** An order that asks for nothing leaves alone what it asked for before, unless it is unpaid or free by now. */
const leftOf = (
  before: PlannedBefore,
  why: Extract<OrderDecision, { outcome: 'nothing' }>['why'],
): Left => {
  if (why === 'zero-total') return takenBack(before, { reason: notAskedFor });
  if (why === 'unpaid') return takenBack(before, { reason: orderUnpaid, onlyUnsent: true });
  const documents = [...before].map(([postingId, basis]) => ({ postingId, basis }));
  return { withdrawals: [], documents };
};

/** What was taken back may stand in the books: it is remembered, and planned again if the order asks for it again. */
const takenBack = (before: PlannedBefore, how: Omit<Withdrawal, 'postingId'>): Left => ({
  withdrawals: [...before.keys()].map((postingId) => ({ postingId, ...how })),
  documents: [...before].map(([postingId, basis]) => ({ postingId, basis: again(basis) })),
});
