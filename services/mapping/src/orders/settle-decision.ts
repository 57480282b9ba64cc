import {
  documentsToPlan,
  documentsToWithdraw,
  type HashedDocument,
  HELD,
  notAskedFor,
  type OrderDecided,
  type OrderDecision,
  type PlannedBefore,
} from '@ml-connector/bookkeeping';
import type { Reason } from '@ml-connector/contracts';

/** What a decision leads to, given what was planned before. */
export interface Settled {
  readonly plans: readonly HashedDocument[];
  readonly withdrawals: readonly { readonly postingId: string; readonly reason: Reason }[];
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
      return { ...NOTHING, why: decision.why, documents: recorded(before) };
    case 'withdraw':
      return {
        ...NOTHING,
        outcome: 'withdrawn',
        why: decision.reason.code,
        withdrawals: [...before.keys()].map((postingId) => ({
          postingId,
          reason: decision.reason,
        })),
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
    plans.map(({ document, basis }) => [document.postingId, document.hold ? HELD : basis]),
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

const recorded = (before: PlannedBefore): OrderDecided['documents'] =>
  [...before].map(([postingId, basis]) => ({ postingId, basis }));
