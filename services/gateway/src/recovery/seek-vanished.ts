import type { Posting } from '@ml-connector/postings';
import { isRequestType, textAt, type QbAnswer } from '@ml-connector/qbxml';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { publishGone } from '../lists/publish-lists.js';
import { mirroredList } from '../lists/seen-objects.js';
import { vanished as vanishedReason } from '../sets/reasons.js';
import type { ProbeRequest } from './probe-request.js';

const PAGE = 100;

/**
 * The queries for the next page of postings that were posted since the moment to which the company file fell back.
 * @returns no queries once every posting was looked at.
 */
export const vanishedRequests = async (
  gateway: Gateway,
  company: Company,
): Promise<{ readonly company: Company; readonly requests: readonly ProbeRequest[] }> => {
  let { vanished } = company;
  while (vanished) {
    if (vanished.asked.length > 0) {
      const requests = queriesFor(await gateway.postings.getMany(vanished.asked));
      if (requests.length > 0) return { company: { ...company, vanished }, requests };
      vanished = vanished.cursor === null ? null : { ...vanished, asked: [] };
      continue;
    }
    const since = Date.parse(vanished.since);
    const page = await gateway.postings.list({
      connectionId: company.connectionId,
      state: 'posted',
      limit: PAGE,
      ...(vanished.cursor === null || vanished.cursor === '' ? {} : { cursor: vanished.cursor }),
    });
    const asked = page.items
      .map(({ value }) => value)
      .filter(
        ({ document }) => canVanish(document) && Date.parse(document?.postedAt ?? '') >= since,
      )
      .map(({ id }) => id);
    if (asked.length === 0 && page.next === null) vanished = null;
    else vanished = { ...vanished, cursor: page.next, asked };
  }
  return { company: { ...company, vanished: null }, requests: [] };
};

/** A payment that QuickBooks kept no document for cannot be looked for. */
const canVanish = (document: Posting['document']): boolean =>
  document !== null && (document.txnId ?? document.listId) !== null;

const queriesFor = (postings: readonly Posting[]): readonly ProbeRequest[] => {
  const byType = new Map<string, { name: 'TxnID' | 'ListID'; ids: string[] }>();
  for (const { document } of postings) {
    const id = document?.txnId ?? document?.listId;
    if (!document || id === undefined || id === null) continue;
    const name = document.txnId === null ? 'ListID' : 'TxnID';
    const type = document.type.startsWith('Item') ? 'Item' : document.type;
    const known = byType.get(type) ?? { name, ids: [] };
    byType.set(type, { name, ids: [...known.ids, id] });
  }
  return [...byType].flatMap(([object, { name, ids }]) => {
    const type = `${object}Query`;
    return isRequestType(type)
      ? [{ requestId: `ids:${object}`, request: { type, fields: { [name]: ids } } }]
      : [];
  });
};

/** Names what is gone: voided here and held, until a person says that it shall be posted again. */
export const learnVanished = async (
  gateway: Gateway,
  company: Company,
  answer: QbAnswer,
): Promise<Company | null> => {
  const { vanished, connectionId } = company;
  const failed = answer.responses.some(({ statusCode }) => statusCode >= 1_000);
  if (!vanished || failed || answer.responses.length === 0) return null;
  const standing = new Set(
    answer.responses.flatMap(({ rets }) =>
      rets.flatMap(({ fields }) => textAt(fields, 'TxnID') ?? textAt(fields, 'ListID') ?? []),
    ),
  );
  const gone = (await gateway.postings.getMany(vanished.asked)).filter(
    ({ document }) => document && !standing.has(document.txnId ?? document.listId ?? ''),
  );
  await tellGone(gateway, company, gone);
  await gateway.postings.executeMany(
    gone.flatMap(({ id: postingId }) => [
      {
        postingId,
        connectionId,
        command: { type: 'RecordVoided', by: 'gateway', note: vanishedReason.title } as const,
      },
      {
        postingId,
        connectionId,
        command: {
          type: 'Hold',
          reason: vanishedReason,
          by: 'gateway',
          asPerson: false,
        } as const,
      },
    ]),
  );
  // What was found once and is gone now must not be adopted when it is to be posted again.
  for (const { id, version } of await gateway.adoptions.getMany(
    gone.map((posting) => posting.id),
  )) {
    await gateway.adoptions.remove(id, version);
  }
  const missing = vanished.missing + gone.length;
  return {
    ...company,
    vanished: vanished.cursor === null ? null : { ...vanished, asked: [], missing },
  };
};

/** Before their postings are voided: a crash in between tells it again. No document may name what is gone. */
const tellGone = async (
  gateway: Gateway,
  { connectionId, session }: Company,
  gone: readonly Posting[],
): Promise<void> => {
  const objects = gone.flatMap(({ document }) => {
    const list = document && mirroredList(document.type);
    return list && document.listId !== null ? [{ list, listId: document.listId }] : [];
  });
  if (objects.length === 0) return;
  const causationId = session?.id ?? connectionId;
  await publishGone(gateway, { connectionId, causationId, objects });
};
