import type { Reason } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import type { PostingCommand } from '@ml-connector/postings';
import type { OpenSet } from '../company/company.js';
import { mismatchOf } from '../sets/decide-outcomes.js';
import { deletedByPerson, unclearWhetherPosted } from '../sets/reasons.js';
import { isTransaction, type Sought } from './probe-requests.js';
import type { Probe } from './probe.js';

const RETRY_PAUSE_MS = 60_000;

export interface Doubts {
  readonly open: OpenSet;
  readonly probe: Probe;
  readonly sought: readonly Sought[];
  /** Whether the set went to another computer than the one that was asked now. */
  readonly elsewhere: boolean;
  /** No fence keeps the set from running late: see {@link isUnguarded}. */
  readonly unguarded?: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a complete probe says about each document: it stands, it was deleted, nobody can tell, or it never arrived. */
export const resolveDoubts = ({ open, probe, sought, elsewhere, unguarded, now }: Doubts) =>
  sought.map(({ item }): { postingId: string; command: PostingCommand } => {
    const { setId } = open;
    const order = (command: PostingCommand) => ({ postingId: item.postingId, command });
    const change = probe.changes?.[item.postingId];
    const hold = (reason: Reason) =>
      order({ type: 'Hold', reason, by: 'gateway', asPerson: false, setId });
    if (item.operation === 'void' || item.operation === 'delete') {
      if (change === 'done') return order(ended(setId, null));
      if (change === 'gone') return order(ended(setId, 'Somebody deleted it in QuickBooks.'));
    }
    // What is gone or reads otherwise goes back into the queue, where it is read and weighed before anything leaves.
    const isOpen = change === 'open' || change === 'gone';
    const document = isOpen ? undefined : probe.found[item.postingId];
    if (document) {
      return order({
        type: 'RecordPosted',
        setId,
        document: { ...document, postedAt: isoTime(now) },
        adopted: true,
        answerHash: null,
        note: 'Found in QuickBooks after the answer was lost.',
        mismatch: mismatchOf(item, document.total),
      });
    }
    if (probe.deleted.includes(item.postingId)) return hold(deletedByPerson);
    if (probe.suspicious.includes(item.postingId)) return hold(unclearWhetherPosted);
    const said = open.undecided?.find(({ requestId }) => requestId === item.requestId);
    if (said && said.statusCode === null && said.reason !== null) return hold(said.reason);
    if (said && said.statusCode !== null) {
      const again = said.lasting !== true && item.refusals < 5;
      return order({
        type: 'RecordRefused',
        setId,
        statusCode: said.statusCode,
        hold: again ? null : said.reason,
        notBefore: again ? isoTime(now + RETRY_PAUSE_MS) : null,
      });
    }
    // A computer that sleeps in the middle of a set goes on with it when it wakes, and no fence stops what has begun. A
    // change is safe from that: its EditSequence is stale by then, and what has ended ends once.
    const mayRunLate = unguarded === true ? isTransaction(item) : isBegun(open);
    if (elsewhere && mayRunLate && !isOpen) return hold(unclearWhetherPosted);
    const evidence = isOpen ? NOT_CHANGED : ABSENT;
    return order({ type: 'ResolveAbsent', setId, evidence });
  });

const ABSENT = 'Neither the document nor its deletion is in QuickBooks after the fence was moved.';
const NOT_CHANGED = 'The document does not read as it was to be after the fence was moved.';

const ended = (setId: string, note: string | null): PostingCommand => ({
  type: 'RecordVoided',
  setId,
  by: 'gateway',
  note,
});

/**
 * Whether an unanswered set may still be running on the PC that got it: that QuickBooks began it was first seen less
 * than `settleMs` ago. Until then the absence of a document proves nothing. A PC may wake late, so the time since the
 * set left says nothing either. Where an answer told a status, the set is through.
 */
export const mayStillRun = (open: OpenSet, now: number, settleMs: number): boolean =>
  isBegun(open) && now - Date.parse(open.beganSeenAt ?? '') < settleMs;

/** Whether QuickBooks was seen to have begun a set, and no answer told that it is through. */
const isBegun = ({ beganSeenAt, undecided }: OpenSet): boolean =>
  beganSeenAt !== null && undecided?.some(({ statusCode }) => statusCode !== null) !== true;
