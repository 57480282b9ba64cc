import { isoTime } from '@ml-connector/kernel';
import type { QbAnswer } from '@ml-connector/qbxml';
import type { Company, Lists, PagedList, Reading } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { publishDeleted } from './deleted-objects.js';
import { publishRead } from './publish-lists.js';
import { publishMarks } from './publish-marks.js';
import { publishNews } from './publish-news.js';
import { seenObjects, type SeenObject } from './seen-objects.js';

/** Lists of features that are off or missing in an edition answer with an error: that is no failure of the reading. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'Class',
  'StandardTerms',
  'SalesTaxCode',
  'PaymentMethod',
  'SalesRep',
  'ShipMethod',
  'Template',
  'Deleted',
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
  // Every set of ours changes the fence: that is no news.
  const seen = seenObjects(answer).filter(({ listId }) => listId !== company.fence?.listId);
  const told = { connectionId, causationId: setId };
  const standing = new Set(seen.map(({ listId }) => listId));
  const news =
    (await publishNews(gateway, { ...told, objects: seen })) +
    (await publishDeleted(gateway, { ...told, answer, standing }));
  const before: Reading = session.reading ?? {
    readingId: setId,
    full: lists.modifiedUpTo === null,
    objects: 0,
    newest: lists.modifiedUpTo,
    iterators: {},
    letsPass: false,
  };
  const reading: Reading = {
    ...before,
    objects: before.objects + news,
    newest: newestOf(before.newest, seen),
    iterators: iteratorsIn(answer),
    letsPass: true,
  };
  const learnt = session.learnt || news > 0;
  if (Object.keys(reading.iterators).length > 0) {
    return { ...company, session: { ...session, reading, learnt } };
  }
  return {
    ...company,
    lists: await ended(gateway, company, reading),
    session: {
      ...session,
      reading: null,
      learnt,
      listsReadAt: isoTime(gateway.clock.now()),
      listsTookMs: Math.max(0, gateway.clock.now() - lists.begun),
    },
  };
};

/** Tells that a reading is whole where it showed anything new, or an earlier one may have. */
const ended = async (
  gateway: Gateway,
  { connectionId, lists }: Company,
  { readingId, full, objects, newest }: Reading,
): Promise<Lists> => {
  const isTold = objects > 0 || lists.owed || lists.readAt === null;
  if (isTold) {
    await publishRead(gateway, connectionId, { readingId, full, objects });
    const mark = { connectionId, causationId: readingId, readUpTo: lists.begun };
    await publishMarks(gateway, mark);
  }
  const now = gateway.clock.now();
  return {
    readAt: isoTime(now),
    // A PC whose clock was ahead is put right some day: what changes then must not lie before what was read.
    modifiedUpTo: newest === null ? null : isoTime(Math.min(Date.parse(newest), now)),
    begun: lists.begun,
    ended: lists.begun,
    owed: false,
    told: isTold ? lists.begun : lists.told,
  };
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
