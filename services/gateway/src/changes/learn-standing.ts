import { isoTime } from '@ml-connector/kernel';
import type { Posting, PostingCommand } from '@ml-connector/postings';
import { textAt, type QbAnswer, type QbFields } from '@ml-connector/qbxml';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { mismatchOf } from '../sets/decide-outcomes.js';
import { deletedInQuickBooks } from '../sets/reasons.js';
import { judgeStanding, type Verdict } from './judge-standing.js';
import { openChanges } from './open-changes.js';
import { changesTransaction, type Standing } from './standing.js';

/**
 * Weighs every change whose document was read just now: it goes out with the fresh EditSequence, or is held.
 * @returns `null` if a query failed: then nothing is concluded.
 */
export const learnStanding = async (
  gateway: Gateway,
  company: Company,
  answer: QbAnswer,
): Promise<Company | null> => {
  const { session, connectionId } = company;
  if (!session || answer.responses.some(({ statusCode }) => statusCode >= 1_000)) return null;
  const asked = await gateway.postings.getMany(session.standing ?? []);
  const changes = asked.filter(
    (posting) => posting.state === 'ready' && changesTransaction(posting),
  );
  const answered = new Set(answer.responses.map(({ requestId }) => requestId));
  const seen = documentsIn(answer);
  const contents = await openChanges(gateway, changes);
  const own = await ownDocuments(gateway, changes);
  for (const posting of changes) {
    if (!answered.has(`standing:${posting.document?.type ?? ''}`)) return null;
    const ret = seen.get(posting.document?.txnId ?? '') ?? null;
    const stored = await gateway.standings.get(posting.id);
    const content = contents.get(posting.id) ?? { written: null, wished: null };
    const weighed = { posting, ...content, shown: stored?.value.shown ?? null, own };
    const verdict = judgeStanding(weighed, ret);
    const commands = commandsFor(posting, verdict, gateway.clock.now());
    const outcomes = await gateway.postings.executeMany(
      commands.map((command) => ({ postingId: posting.id, connectionId, command })),
    );
    if (commands.length > 0 && verdict.verdict !== 'hold')
      await gateway.postings.releaseDependents(connectionId, [posting.id]);
    const [last] = outcomes.slice(-1);
    const standing: Standing = {
      sessionId: session.id,
      postingRevision:
        last && last.outcome !== 'missing' ? last.posting.revision : posting.revision,
      editSequence: (ret && textAt(ret, 'EditSequence')) ?? '',
      lineIds: verdict.verdict === 'go' ? [...verdict.lineIds] : [],
      shown: shownAfter(verdict, ret) ?? weighed.shown,
    };
    if (stored) await gateway.standings.replace(posting.id, stored.version, standing);
    else await gateway.standings.insert(posting.id, standing);
  }
  return { ...company, session: { ...session, standing: [] } };
};

/** TxnIDs of the documents that these refer to. */
const ownDocuments = async (
  { postings }: Gateway,
  changes: readonly Posting[],
): Promise<ReadonlySet<string>> => {
  const ids = changes.flatMap(({ wish }) => wish.dependsOn);
  if (ids.length === 0) return new Set();
  const known = await postings.getMany([...new Set(ids)]);
  return new Set(known.flatMap(({ document }) => document?.txnId ?? []));
};

const documentsIn = (answer: QbAnswer): ReadonlyMap<string, QbFields> =>
  new Map(
    answer.responses.flatMap(({ rets }) =>
      rets.map(({ fields }) => [textAt(fields, 'TxnID') ?? '', fields] as const),
    ),
  );

const shownAfter = (verdict: Verdict, seen: QbFields | null): string | null =>
  verdict.verdict === 'hold' && verdict.isShown && seen
    ? (textAt(seen, 'EditSequence') ?? null)
    : null;

const hold = (reason: typeof deletedInQuickBooks): PostingCommand => ({
  type: 'Hold',
  reason,
  by: 'gateway',
  asPerson: false,
});

const commandsFor = (
  posting: Posting,
  verdict: Verdict,
  now: number,
): readonly PostingCommand[] => {
  switch (verdict.verdict) {
    case 'go':
      return [];
    case 'hold':
      return [hold(verdict.reason)];
    case 'ended':
      return [{ type: 'RecordVoided', by: 'a person', note: 'Somebody voided it in QuickBooks.' }];
    case 'gone': {
      const gone: PostingCommand = {
        type: 'RecordVoided',
        by: 'a person',
        note: 'Somebody deleted it in QuickBooks.',
      };
      // What shall end has ended; what shall be changed is not made again without a word.
      return posting.ending ? [gone] : [gone, hold(deletedInQuickBooks)];
    }
    case 'stands':
      return [
        {
          type: 'RecordPosted',
          setId: null,
          document: { ...verdict.document, postedAt: isoTime(now) },
          adopted: true,
          answerHash: null,
          note: 'It reads in QuickBooks as the order is now.',
          mismatch: mismatchOf(posting.wish, verdict.document.total),
        },
      ];
  }
};
