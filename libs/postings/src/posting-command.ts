import type {
  Ending,
  Operation,
  PostedDocument,
  PostingKind,
  PostingSource,
  Reason,
  Wish,
} from '@ml-connector/contracts';

/** What may be asked of a posting. Whatever is not possible in its state changes nothing, or is refused where a person asked. */
export type PostingCommand =
  | PlanPosting
  | WithdrawPosting
  | ReconsiderPosting
  | ClaimPosting
  | FreeClaim
  | HandPosting
  | RecordPosted
  | RecordRefused
  | RecordNotRun
  | DoubtPosting
  | ResolveAbsent
  | RecordVoided
  | HoldPosting
  | RetryPosting
  | SkipPosting
  | HoldForCap
  | LiftCap;

/** By mapping: this is what the source asks for now. */
export interface PlanPosting {
  readonly type: 'Plan';
  readonly kind: PostingKind;
  readonly source: PostingSource;
  readonly orderId: number | null;
  readonly key: string;
  readonly wish: Wish;
  /** Why a person must act first. */
  readonly hold: Reason | null;
  /** The first posting of `wish.dependsOn` that does not stand yet. */
  readonly waitingFor: string | null;
  /** It stands in QuickBooks already: nothing is sent. `wishRevision` is filled in here. */
  readonly adopt: Omit<PostedDocument, 'wishRevision'> | null;
}

/** By mapping: the source asks for no document any more (cancelled, trashed, gone). */
export interface WithdrawPosting {
  readonly type: 'Withdraw';
  readonly reason: Reason;
  /** Leave what has left for QuickBooks as it is. Default false. */
  readonly onlyUnsent?: boolean;
  /** By rule, how a document that stands ends. Default: a person decides. */
  readonly end?: Ending;
  /** The first posting of `end.after` whose document stands still. */
  readonly waitingFor?: string | null;
}

/**
 * By whoever saw a dependency change, or could not resolve a reference of what is ready: `waitingFor` is the first that
 * is missing, or null.
 */
export interface ReconsiderPosting {
  readonly type: 'Reconsider';
  readonly waitingFor: string | null;
}

export interface ClaimPosting {
  readonly type: 'Claim';
  readonly setId: string;
  readonly requestId: string;
  readonly wishRevision: number;
  readonly operation: Operation;
}

/** The set of this claim was never committed. */
export interface FreeClaim {
  readonly type: 'FreeClaim';
  readonly setId: string;
}

/** The set of this claim is committed. */
export interface HandPosting {
  readonly type: 'Hand';
  readonly setId: string;
}

/** QuickBooks holds it: by an answer to the set, or found (`setId` may be null where it was found without one). */
export interface RecordPosted {
  readonly type: 'RecordPosted';
  readonly setId: string | null;
  readonly document: Omit<PostedDocument, 'wishRevision'>;
  readonly adopted: boolean;
  readonly answerHash: string | null;
  readonly note: string | null;
  /** Set where what stands differs from what was wished: held with the evidence. */
  readonly mismatch: Reason | null;
}

/** QuickBooks refused it and holds nothing of it. `hold` null: try again at `notBefore`. */
export interface RecordRefused {
  readonly type: 'RecordRefused';
  readonly setId: string;
  readonly statusCode: number;
  readonly hold: Reason | null;
  readonly notBefore: string | null;
}

/** It was surely not run (3231, a parse error of the set, a fence that no longer held): ready again. */
export interface RecordNotRun {
  readonly type: 'RecordNotRun';
  readonly setId: string;
  readonly evidence: string;
}

export interface DoubtPosting {
  readonly type: 'Doubt';
  readonly setId: string;
}

/** After the fence was moved, neither the document nor its deletion was found. */
export interface ResolveAbsent {
  readonly type: 'ResolveAbsent';
  readonly setId: string;
  readonly evidence: string;
}

export interface RecordVoided {
  readonly type: 'RecordVoided';
  /** The set that voided or deleted it; absent where it was found to be so. */
  readonly setId?: string;
  readonly by: string;
  readonly note: string | null;
}

/** By a person (waiting, ready), or by the gateway with evidence (any state that is not out). */
export interface HoldPosting {
  readonly type: 'Hold';
  readonly reason: Reason;
  readonly by: string;
  readonly asPerson: boolean;
  /** Where the hold ends a doubt about this set. */
  readonly setId?: string;
}

/** By the gateway: the cap of the day has no room for it. */
export interface HoldForCap {
  readonly type: 'HoldForCap';
  readonly reason: Reason;
}

/** By the gateway: the cap has room again. */
export interface LiftCap {
  readonly type: 'LiftCap';
}

/** By a person: held or skipped -> ready. `waitingFor` as in Reconsider. */
export interface RetryPosting {
  readonly type: 'Retry';
  readonly by: string;
  readonly why: string | null;
  readonly waitingFor: string | null;
}

/** By a person: waiting, ready or held -> skipped. */
export interface SkipPosting {
  readonly type: 'Skip';
  readonly by: string;
  readonly why: string | null;
}
