import { isoTime } from '@ml-connector/kernel';
import type { QbAnswer } from '@ml-connector/qbxml';
import type { Company, Lists, PagedList, Reading } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { publishRead } from './publish-lists.js';
import { publishNews } from './publish-news.js';
import { seenObjects, type SeenObject } from './seen-objects.js';

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
  const news = await publishNews(gateway, { connectionId, causationId: setId, objects: seen });
  const before: Reading = session.reading ?? {
    readingId: setId,
    full: lists.modifiedUpTo === null,
    objects: 0,
    newest: lists.modifiedUpTo,
    iterators: {},
  };
  const reading: Reading = {
    ...before,
    objects: before.objects + news,
    newest: newestOf(before.newest, seen),
    iterators: iteratorsIn(answer),
  };
  const learnt = session.learnt || news > 0;
  if (Object.keys(reading.iterators).length > 0) {
    return { ...company, session: { ...session, reading, learnt } };
  }
  const { readingId, full, objects } = reading;
  if (objects > 0 || lists.readAt === null) {
    await publishRead(gateway, connectionId, { readingId, full, objects });
  }
  const done: Lists = {
    readAt: isoTime(gateway.clock.now()),
    modifiedUpTo: reading.newest,
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
