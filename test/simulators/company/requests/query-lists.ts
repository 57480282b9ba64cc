import type { ListKind } from '../ledger/records.js';
import { answerQuery } from './answer-query.js';
import { selectLists } from './list-filters.js';
import type { Handler } from './request.js';
import { writeListObject } from './write-list-object.js';

/** The handler of a query over some kinds of list objects. */
export function queryLists(kinds: readonly ListKind[]): Handler {
  return (context, request) =>
    answerQuery(context, request, {
      select: () => selectLists(context, kinds, request.fields),
      byId: (id) => context.ledger.list(id),
      write: (object) => writeListObject(context, object, request.fields),
    });
}
