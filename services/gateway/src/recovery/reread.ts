import { postingIdInMemo } from '@ml-connector/postings';
import { textAt, type QbAnswer } from '@ml-connector/qbxml';
import { isVoided } from '../changes/judge-standing.js';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { readDocument, type FoundDocument } from './found-document.js';
import { deletionsIn } from './deletions.js';
import type { ProbeRequest } from './probe-request.js';
import { deletedSince, pageRequest } from './probe-requests.js';
import { withMargin } from './quickbooks-time.js';

const TYPES = [
  'Invoice',
  'SalesReceipt',
  'SalesOrder',
  'CreditMemo',
  'ReceivePayment',
  'ARRefundCreditCard',
  'Check',
];

/** Every transaction of our kinds that was modified, or deleted, since our store last knew of a session. */
export const rereadRequests = ({ reread, session }: Company): readonly ProbeRequest[] => {
  if (!reread) return [];
  const since = withMargin(Date.parse(reread.since));
  const iterators = session?.rereading ?? null;
  const pages = TYPES.flatMap((type) => {
    const continueId = iterators?.[type];
    if (iterators !== null && continueId === undefined) return [];
    return pageRequest(type, since, continueId ?? null);
  });
  // What a person deleted lately would be held again at every routine look.
  const isFirst = iterators === null && reread.isRoutine !== true;
  return isFirst ? [...pages, deletedSince(TYPES, since)] : pages;
};

/**
 * Remembers the documents that bear our mark: their postings will be adopted instead of sent. What a person deleted is
 * remembered by its number: it will be held.
 * @returns `null` if a query failed. Types that an edition lacks have nothing of ours.
 */
export const learnReread = async (
  gateway: Gateway,
  company: Company,
  answer: QbAnswer,
): Promise<Company | null> => {
  const { session, reread, connectionId } = company;
  if (!session || !reread) return null;
  const isRoutine = reread.isRoutine === true;
  const iterators: Record<string, string> = {};
  const found: Found[] = [];
  for (const response of answer.responses) {
    const { requestId, statusCode, rets, iteratorId, iteratorRemainingCount } = response;
    const [, type] = (requestId ?? '').split(':');
    if (statusCode >= 1_000 && statusCode !== 3_250 && statusCode !== 1_030) return null;
    if (requestId === 'deleted') {
      await gateway.deletions.insertMany(deletionsIn(company.connectionId, response));
    }
    if (type === undefined) continue;
    if (iteratorId !== undefined && (iteratorRemainingCount ?? 0) > 0) iterators[type] = iteratorId;
    for (const { fields } of rets) {
      const id = postingIdInMemo(textAt(fields, 'Memo') ?? '');
      const value = readDocument(type, fields);
      // What was voided and is to be made anew bears the same mark.
      const isPast = isRoutine && isVoided(type, fields);
      if (id !== null && value && !isPast) found.push({ id, value });
    }
  }
  const adoptable = isRoutine ? await unrecorded(gateway, found) : found;
  await gateway.adoptions.insertMany(adoptable);
  // What stands already needs no room.
  await gateway.postings.executeMany(
    adoptable.map(({ id: postingId }) => ({
      postingId,
      connectionId,
      command: { type: 'LiftCap' },
    })),
  );
  const isDone = Object.keys(iterators).length === 0;
  return {
    ...company,
    reread: isDone ? null : { ...reread, found: reread.found + found.length },
    // What the old store believes of the lists is as old as it is.
    lists: isDone && !isRoutine ? { ...company.lists, readAt: null } : company.lists,
    session: { ...session, rereading: isDone ? null : iterators },
  };
};

interface Found {
  readonly id: string;
  readonly value: FoundDocument;
}

/** Those that our store does not know to stand. */
const unrecorded = async (gateway: Gateway, found: readonly Found[]): Promise<readonly Found[]> => {
  const postings = await gateway.postings.getMany([...new Set(found.map(({ id }) => id))]);
  const open = new Set(postings.flatMap(({ id, document }) => (document === null ? [id] : [])));
  return found.filter(({ id }) => open.has(id));
};
