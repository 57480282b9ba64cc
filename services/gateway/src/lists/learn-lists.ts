import { isoTime } from '@ml-connector/kernel';
import type { QbAnswer } from '@ml-connector/qbxml';
import type { Company, Lists, PagedList, Reading } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { publishRead, publishSeen } from './publish-lists.js';
import { seenObjects, type SeenObject } from './seen-objects.js';

const REMEMBERED = 2_000;
const OVERLAP_SECONDS = 3 * 60 * 60;
/** Lists of features that are off or missing in an edition answer with an error: that is no failure of the reading. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'Class',
  'StandardTerms',
  'SalesTaxCode',
  'PaymentMethod',
]);

/**
 * Publishes what an answer of a reading shows; when no page is left, that the reading is complete. Where the reading
 * stands is stored only after that: a crash reads again.
 * @returns `null` if a list could not be read.
 */
export const learnLists = async (
  gateway: Gateway,
  company: Company,
  { answer, setId }: { readonly answer: QbAnswer; readonly setId: string },
): Promise<Company | null> => {
  const { session, lists, connectionId } = company;
  if (!session) return null;
  const failed = answer.responses.some(
    ({ statusCode, requestId }) => statusCode >= 1_000 && !OPTIONAL.has(requestId ?? ''),
  );
  if (failed || answer.responses.length === 0) return null;
  const seen = seenObjects(answer);
  const news = seen.filter(({ listId, editSequence }) => lists.recent[listId] !== editSequence);
  await publishSeen(gateway, { connectionId, causationId: setId, objects: news });
  const before: Reading = session.reading ?? {
    readingId: setId,
    full: lists.modifiedUpTo === null,
    objects: 0,
    newest: lists.modifiedUpTo,
    iterators: {},
  };
  const reading: Reading = {
    ...before,
    objects: before.objects + news.length,
    newest: newestOf(before.newest, seen),
    iterators: iteratorsIn(answer),
  };
  const recent = remembered({ ...lists.recent }, seen);
  const learnt = session.learnt || news.length > 0;
  if (Object.keys(reading.iterators).length > 0) {
    return { ...company, lists: { ...lists, recent }, session: { ...session, reading, learnt } };
  }
  const { readingId, full, objects } = reading;
  if (objects > 0 || lists.readAt === null) {
    await publishRead(gateway, connectionId, { readingId, full, objects });
  }
  const done: Lists = {
    readAt: isoTime(gateway.clock.now()),
    modifiedUpTo: reading.newest,
    recent,
  };
  return { ...company, lists: done, session: { ...session, reading: null, learnt } };
};

const iteratorsIn = (answer: QbAnswer): Reading['iterators'] => {
  const iterators: Partial<Record<PagedList, string>> = {};
  for (const { requestId, iteratorId, iteratorRemainingCount } of answer.responses) {
    const isPaged = requestId === 'Entity' || requestId === 'Item';
    if (isPaged && iteratorId !== undefined && (iteratorRemainingCount ?? 0) > 0) {
      iterators[requestId] = iteratorId;
    }
  }
  return iterators;
};

const newestOf = (known: string | null, seen: readonly SeenObject[]): string | null => {
  const times = seen.flatMap(({ modifiedAt }) => (modifiedAt === null ? [] : [modifiedAt]));
  const newest = times.reduce((a, b) => Math.max(a, b), known === null ? 0 : Date.parse(known));
  return newest === 0 ? null : isoTime(newest);
};

/** Only what the next reading's overlap can show again, and only so much of it. */
const remembered = (
  recent: Record<string, string>,
  seen: readonly SeenObject[],
): Record<string, string> => {
  for (const { listId, editSequence } of seen) recent[listId] = editSequence;
  const entries = Object.entries(recent);
  const newest = entries.map(seconds).filter((time) => time < Number.MAX_SAFE_INTEGER);
  const from = newest.reduce((a, b) => Math.max(a, b), 0) - OVERLAP_SECONDS;
  const kept = entries.filter((entry) => seconds(entry) >= from);
  return Object.fromEntries(kept.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, REMEMBERED));
};

/** EditSequences are seconds by QuickBooks' clock; what is none (preferences) is always kept. */
const seconds = ([, editSequence]: readonly [string, string]): number =>
  /^\d{9,11}$/.test(editSequence) ? Number(editSequence) : Number.MAX_SAFE_INTEGER;
