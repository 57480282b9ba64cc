import { textAt, type QbAnswer, type QbFields } from '@ml-connector/qbxml';
import { compareDocument } from '../changes/compare-document.js';
import { isVoided } from '../changes/judge-standing.js';
import type { Probe } from './probe.js';
import { isChangeOfTransaction, type Sought } from './probe-requests.js';

type Change = NonNullable<Probe['changes']>[string];

/** How the documents stand that an open set was to change or to end, where the answer tells of their kind. */
export const changesIn = (
  { responses }: QbAnswer,
  sought: readonly Sought[],
): Readonly<Record<string, Change>> => {
  const answered = new Set(responses.map(({ requestId }) => requestId));
  const rets = new Map(
    responses
      .filter(({ requestId }) => requestId?.startsWith('standing:'))
      .flatMap((response) => response.rets)
      .map(({ fields }) => [textAt(fields, 'TxnID') ?? '', fields] as const),
  );
  const deleted = new Set(
    responses
      .filter(({ requestId }) => requestId === 'deleted')
      .flatMap((response) => response.rets.map(({ fields }) => textAt(fields, 'TxnID') ?? '')),
  );
  return Object.fromEntries(
    sought.flatMap((one): [string, Change][] => {
      const { item } = one;
      if (!isChangeOfTransaction(one) || !answered.has(`standing:${item.object}`)) return [];
      const txnId = item.txnId ?? '';
      const seen = rets.get(txnId);
      if (seen) return [[item.postingId, isDone(one, seen) ? 'done' : 'open']];
      return [
        [item.postingId, item.operation === 'delete' && deleted.has(txnId) ? 'done' : 'gone'],
      ];
    }),
  );
};

const isDone = ({ item, fields }: Sought, seen: QbFields): boolean => {
  switch (item.operation) {
    case 'mod':
      return fields !== null && compareDocument(fields, seen).length === 0;
    case 'void':
      return isVoided(item.object, seen);
    case 'delete':
    case 'add':
      return false;
  }
};
