import { groupOf, textOf, textsOf, type Fields } from '../fields.js';
import type { Deletion } from '../ledger/records.js';
import { writeElement } from '../xml/write-xml.js';
import type { Handler, RequestContext } from './request.js';

/** The handler of TxnDeletedQuery. */
export const queryDeletedTransactions: Handler = (context, request) =>
  answer(select(context, request.fields, 'TxnDelType'), (deletion) =>
    writeElement('TxnDeletedRet', {
      TxnDelType: deletion.kind,
      TxnID: deletion.id,
      TimeCreated: context.clock.stamp(deletion.created),
      TimeDeleted: context.clock.stamp(deletion.deleted),
      RefNumber: deletion.label,
    }),
  );

/** The handler of ListDeletedQuery. */
export const queryDeletedLists: Handler = (context, request) =>
  answer(select(context, request.fields, 'ListDelType'), (deletion) =>
    writeElement('ListDeletedRet', {
      ListDelType: deletion.kind,
      ListID: deletion.id,
      TimeCreated: context.clock.stamp(deletion.created),
      TimeDeleted: context.clock.stamp(deletion.deleted),
      FullName: deletion.label,
    }),
  );

function select(
  { ledger, clock }: RequestContext,
  query: Fields,
  typeName: string,
): readonly Deletion[] {
  const types = textsOf(query, typeName);
  const range = groupOf(query, 'DeletedDateRangeFilter') ?? {};
  const [from, to] = [textOf(range, 'FromDeletedDate'), textOf(range, 'ToDeletedDate')];
  return [...ledger.deletions.values()].filter(
    (one) =>
      types.includes(one.kind) &&
      (from === undefined || one.deleted >= clock.read(from, 'first')) &&
      (to === undefined || one.deleted <= clock.read(to, 'last')),
  );
}

function answer(deletions: readonly Deletion[], write: (deletion: Deletion) => string) {
  if (deletions.length > 0) return { content: deletions.map(write).join('') };
  const statusMessage = 'A query request did not find a matching object in QuickBooks';
  return { content: '', statusCode: 1, statusMessage };
}
