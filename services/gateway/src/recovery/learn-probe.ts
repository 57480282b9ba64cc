import { postingIdInMemo } from '@ml-connector/postings';
import { textAt, type QbAnswer, type QbFields, type QbResponse } from '@ml-connector/qbxml';
import type { OpenSet } from '../company/company.js';
import { readDocument } from './found-document.js';
import { changesIn } from './changes-in.js';
import { isTransaction, type Sought } from './probe-requests.js';
import type { Probe } from './probe.js';
import { begunAt } from './quickbooks-time.js';

/**
 * What one answer adds to a probe.
 * @returns `null` if a query failed: then nothing is concluded.
 */
export const learnProbe = (
  probe: Probe,
  { answer, sought, open }: { answer: QbAnswer; sought: readonly Sought[]; open: OpenSet },
): Probe | null => {
  const byPosting = new Map(sought.map((one) => [one.item.postingId, one]));
  const learnt = {
    found: { ...probe.found },
    suspicious: [...probe.suspicious],
    deleted: [...probe.deleted],
    iterators: {} as Record<string, string>,
  };
  for (const response of answer.responses) {
    if (response.statusCode >= 1000) return null;
    const [what, object] = (response.requestId ?? '').split(':');
    if (what === 'since' && object !== undefined) {
      keepIterator(learnt.iterators, object, response);
      for (const { fields } of response.rets) seeTransaction(object, fields);
    } else if (what === 'number' && object !== undefined) {
      for (const { fields } of response.rets) seeTransaction(object, fields);
    } else if (what === 'standing' && object !== undefined) {
      for (const { fields } of response.rets) seeStanding(object, fields);
    } else if (what === 'deleted') {
      for (const { fields } of response.rets) seeDeleted(fields);
    } else if (what === 'list') {
      const one = sought.find(({ item }) => item.requestId === object);
      const ret = response.rets[0];
      if (one && ret) seeListObject(one, ret.fields);
    }
  }
  const changes = { ...probe.changes, ...changesIn(answer, sought) };
  return { ...learnt, ...(Object.keys(changes).length > 0 ? { changes } : {}), begun: true };

  function seeTransaction(object: string, fields: QbFields): void {
    const document = readDocument(object, fields);
    if (!document) return;
    const marked = postingIdInMemo(textAt(fields, 'Memo') ?? '');
    if (marked !== null) {
      const item = byPosting.get(marked)?.item;
      const isSought = item?.object === object && item.operation === 'add';
      // What was voided before it was made anew bears the same mark: the one that counts is meant.
      if (isSought && (learnt.found[marked]?.total ?? 0) === 0) learnt.found[marked] = document;
      return;
    }
    const namesake = sought.find(
      ({ item }) =>
        isTransaction(item) &&
        item.operation === 'add' &&
        item.object === object &&
        item.refNumber !== null &&
        item.refNumber.toLowerCase() === document.refNumber?.toLowerCase(),
    );
    if (namesake && isNew(fields, open)) learnt.suspicious.push(namesake.item.postingId);
  }

  function seeStanding(object: string, fields: QbFields): void {
    const document = readDocument(object, fields);
    const one = sought.find(({ item }) => item.txnId === document?.txnId);
    if (document && one) learnt.found[one.item.postingId] = document;
  }

  function seeDeleted(fields: QbFields): void {
    const number = textAt(fields, 'RefNumber') ?? '';
    const type = textAt(fields, 'TxnDelType');
    for (const { item } of sought) {
      if (item.operation === 'add' && item.object === type && (item.refNumber ?? '') === number)
        learnt.deleted.push(item.postingId);
    }
  }

  function seeListObject({ item, fields }: Sought, seen: QbFields): void {
    const document = readDocument(item.object, seen);
    const isDone =
      item.operation === 'add' || (fields !== null && differences(fields, seen).length === 0);
    if (document && isDone) learnt.found[item.postingId] = document;
  }
};

const keepIterator = (
  iterators: Record<string, string>,
  object: string,
  { iteratorId, iteratorRemainingCount }: QbResponse,
): void => {
  if (iteratorId !== undefined && (iteratorRemainingCount ?? 0) > 0) iterators[object] = iteratorId;
};

/** Made since the set left, less a day for clocks that differ, by our clock or QuickBooks', whichever is behind. */
const isNew = (fields: QbFields, open: OpenSet): boolean => {
  const created = Date.parse(textAt(fields, 'TimeCreated') ?? '');
  const since = begunAt(open.committedAt, open.fenceEditSequence) - DAY_MS;
  return Number.isNaN(created) || created >= since;
};

const DAY_MS = 24 * 60 * 60 * 1_000;

const NOT_COMPARED = new Set(['ListID', 'EditSequence', 'IsActive']);

/** The fields that we wrote and that now read differently, by name. Fields that we did not write do not count. */
export const differences = (written: QbFields, seen: QbFields, prefix = ''): readonly string[] =>
  Object.entries(written).flatMap(([name, value]) => {
    if (NOT_COMPARED.has(name)) return [];
    const path = `${prefix}${name}`;
    const there = Object.hasOwn(seen, name) ? seen[name] : undefined;
    if (typeof value === 'string') {
      const same = typeof there === 'string' && there.trim() === value.trim();
      return same || (there === undefined && value.trim() === '') ? [] : [path];
    }
    if (Array.isArray(value)) return [];
    return isFields(value) && isFields(there) ? differences(value, there, `${path}/`) : [path];
  });

const isFields = (value: unknown): value is QbFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
