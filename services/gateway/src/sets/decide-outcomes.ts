import { isoTime } from '@ml-connector/kernel';
import type { PostingCommand, RecordRefused } from '@ml-connector/postings';
import { statusMeaning, type QbAnswer, type QbResponse } from '@ml-connector/qbxml';
import type { SetItem } from '../company/collections.js';
import type { Undecided } from '../company/company.js';
import { isStaleFence, readFence } from '../fence/fence.js';
import { type FoundDocument, readDocument } from '../recovery/found-document.js';
import { FENCE_REQUEST } from './compose-set.js';
import { plainText } from './plain-text.js';
import {
  gaveUp,
  nameInUse,
  readAgain,
  refused,
  totalDiffers,
  unreadableRequest,
} from './reasons.js';

const TRIES = 6;
/** Tries of what is mended by reading: the lists, or the object itself. */
const REPAIRS = 3;
const FIRST_PAUSE_MS = 30_000;

/** What an answer to a set says, request by request. */
export interface Outcomes {
  readonly orders: readonly { readonly postingId: string; readonly command: PostingCommand }[];
  /** Requests of which the answer does not say whether they took effect. */
  readonly undecided: readonly Undecided[];
  /** `moved` to its new EditSequence; `lost` where it is not as we believed, so nothing was executed. */
  readonly fence:
    | { readonly state: 'moved'; readonly editSequence: string }
    | { readonly state: 'lost' | 'unknown' }
    /** The set carried none. */
    | { readonly state: 'none' };
  /** Postings to look up in QuickBooks, because what stands there is why it refused them. */
  readonly lookups: readonly string[];
  /** Something was refused that the lists, read anew, may mend. */
  readonly asksLists: boolean;
  /** Why nothing more may be written in this session. */
  readonly stop: string | null;
}

export interface AnsweredSet {
  readonly setId: string;
  readonly items: readonly SetItem[];
  readonly answerHash: string;
  /** It left without the fence. */
  readonly isUnfenced?: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Matches by requestID only. What is missing in the answer is in doubt, unless the fence stopped the set before it. */
export const decideOutcomes = (set: AnsweredSet, answer: QbAnswer): Outcomes => {
  const responses = new Map<string, QbResponse>();
  for (const response of answer.responses) {
    if (response.requestId !== null && !responses.has(response.requestId)) {
      responses.set(response.requestId, response);
    }
  }
  const fence = set.isUnfenced === true ? NO_FENCE : fenceOutcome(responses.get(FENCE_REQUEST));
  const verdicts = set.items.map((item) =>
    decideItem(set, item, { response: responses.get(item.requestId), fenceHeld: fence.held }),
  );
  return {
    orders: verdicts.flatMap(({ order }) => (order ? [order] : [])),
    undecided: verdicts.flatMap(({ undecided }) => (undecided ? [undecided] : [])),
    lookups: verdicts.flatMap(({ lookup }) => (lookup ? [lookup] : [])),
    asksLists: verdicts.some(({ asksLists }) => asksLists === true),
    fence: fence.outcome,
    stop: fence.stop ?? verdicts.find(({ stop }) => stop)?.stop ?? null,
  };
};

interface FenceOutcome {
  readonly outcome: Outcomes['fence'];
  readonly held: boolean;
  readonly stop: string | null;
}

const NO_FENCE: FenceOutcome = { outcome: { state: 'none' }, held: true, stop: null };

const fenceOutcome = (response: QbResponse | undefined): FenceOutcome => {
  if (!response) return { outcome: { state: 'unknown' }, held: true, stop: null };
  const meaning = statusMeaning(response.statusCode, response.statusMessage);
  const seen = response.rets[0] ? readFence(response.rets[0].fields) : null;
  if (meaning.outcome === 'executed') {
    return seen
      ? { outcome: { state: 'moved', editSequence: seen.editSequence }, held: true, stop: null }
      : { outcome: { state: 'unknown' }, held: true, stop: null };
  }
  if (meaning.outcome === 'unknown') {
    return { outcome: { state: 'unknown' }, held: true, stop: null };
  }
  // A fence that moved is read again at once; anything else would be refused again just so.
  const stop = isStaleFence(response.statusCode) ? null : `${meaning.title} ${meaning.fix}`;
  return { outcome: { state: 'lost' }, held: false, stop };
};

interface Verdict {
  readonly order?: { readonly postingId: string; readonly command: PostingCommand };
  readonly undecided?: Undecided;
  readonly lookup?: string;
  readonly asksLists?: boolean;
  readonly stop?: string;
}

const decideItem = (
  set: AnsweredSet,
  item: SetItem,
  { response, fenceHeld }: { response: QbResponse | undefined; fenceHeld: boolean },
): Verdict => {
  const { setId } = set;
  const ordered = (command: PostingCommand) => ({ order: { postingId: item.postingId, command } });
  const notRun = (evidence: string) => ordered({ type: 'RecordNotRun', setId, evidence });
  if (!response) {
    return fenceHeld
      ? { undecided: { requestId: item.requestId, statusCode: null, reason: null } }
      : notRun('The fence had moved: nothing of the set was executed.');
  }
  const { statusCode, statusMessage } = response;
  const meaning = statusMeaning(statusCode, statusMessage);
  const refuse = (hold: RecordRefused) => ordered(hold);
  const held = (reason: ReturnType<typeof refused>) =>
    refuse({ type: 'RecordRefused', setId, statusCode, hold: reason, notBefore: null });
  if (meaning.outcome === 'executed') {
    if (item.operation === 'void' || item.operation === 'delete')
      return ordered({ type: 'RecordVoided', setId, by: 'gateway', note: null });
    return posted(set, item, response) ?? inDoubt(item, null);
  }
  const reason = refused(meaning, plainText(statusMessage));
  if (meaning.outcome === 'unknown')
    return inDoubt(item, { statusCode, reason, lasting: meaning.class === 'hold' });
  switch (meaning.class) {
    case 'not-run':
      return notRun('QuickBooks did not come to it (3231).');
    case 'stop':
      return { ...notRun(meaning.title), stop: `${meaning.title} ${meaning.fix}` };
    case 'retry':
      if (item.refusals + 1 >= TRIES) return held(gaveUp(meaning, item.refusals + 1));
      return ordered({
        type: 'RecordRefused',
        setId,
        statusCode,
        hold: null,
        notBefore: later(set.now, item.refusals),
      });
    case 'repair':
      if (statusCode === 3100) return { ...held(nameInUse(meaning)), lookup: item.postingId };
      return repaired() ?? held(readAgain(reason, item.refusals + 1));
    case 'bug':
      return held(unreadableRequest(`${meaning.title} ${plainText(statusMessage)}`.trim()));
    case 'hold':
      if (meaning.asksLists) return repaired() ?? held(readAgain(reason, item.refusals + 1));
      return held(reason);
    case 'ok':
    case 'absent':
      return held(reason);
  }

  /** Once more, after what stands in QuickBooks was read; `null` after so many times, or where nothing can be read. */
  function repaired(): Verdict | null {
    if (item.refusals + 1 >= REPAIRS) return null;
    const again = (notBefore: string | null) =>
      refuse({ type: 'RecordRefused', setId, statusCode, hold: null, notBefore });
    // A transaction is read, and weighed, before each change anyway.
    if (item.txnId && (statusCode === 3120 || statusCode === 3200)) return again(null);
    if (meaning.asksLists) return { ...again(later(set.now, item.refusals)), asksLists: true };
    return item.operation === 'mod' ? { ...again(null), lookup: item.postingId } : null;
  }
};

const inDoubt = (item: SetItem, known: Omit<Undecided, 'requestId'> | null): Verdict => ({
  undecided: { requestId: item.requestId, statusCode: null, reason: null, ...known },
});

/** Milliseconds double from refusal to refusal. */
const later = (now: number, refusals: number): string =>
  isoTime(now + FIRST_PAUSE_MS * 2 ** Math.min(refusals, 10));

const posted = (set: AnsweredSet, item: SetItem, response: QbResponse): Verdict | null => {
  const ret = response.rets[0];
  const document = ret ? (readDocument(item.object, ret.fields) ?? withoutPayment(item)) : null;
  if (!document) return null;
  const note = response.statusCode === 0 ? null : statusMeaning(response.statusCode).title;
  return {
    order: {
      postingId: item.postingId,
      command: {
        type: 'RecordPosted',
        setId: set.setId,
        document: { ...document, postedAt: isoTime(set.now) },
        adopted: false,
        answerHash: set.answerHash,
        note,
        mismatch: mismatchOf(item, document.total),
      },
    },
  };
};

/**
 * A payment of nothing sets a credit off against an invoice. QuickBooks may carry that out without keeping a payment of
 * its own: then its answer has no TxnID, and there is nothing that could be changed or deleted later.
 */
const withoutPayment = ({ object, total }: SetItem): FoundDocument | null =>
  object === 'ReceivePayment' && total === 0
    ? { type: object, txnId: null, listId: null, refNumber: null, total: 0, editSequence: '' }
    : null;

/** A document that stands with another total is held with both amounts. */
export const mismatchOf = (item: Pick<SetItem, 'total'>, total: number | null) =>
  item.total !== null && item.total !== total ? totalDiffers(item.total, total) : null;
