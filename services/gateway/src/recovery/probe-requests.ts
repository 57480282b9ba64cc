import { isQbFields, isRequestType, textAt, type QbFields } from '@ml-connector/qbxml';
import type { SetItem } from '../company/collections.js';
import type { OpenSet } from '../company/company.js';
import { standingRequests } from '../changes/standing-requests.js';
import type { ProbeRequest } from './probe-request.js';
import type { Probe } from './probe.js';
import { modifiedSince } from './quickbooks-time.js';

/** Headers without lines: a page of them is no larger than one of customers. */
const PAGE = '500';

/** A document that may stand or not, with the fields of a list object. */
export interface Sought {
  readonly item: SetItem;
  readonly fields: QbFields | null;
}

/** Types that TxnDeletedQuery knows. */
const DELETABLE = new Set([
  'Invoice',
  'SalesReceipt',
  'SalesOrder',
  'CreditMemo',
  'ReceivePayment',
  'ARRefundCreditCard',
  'Check',
]);

/**
 * The queries that show whether documents stand: transactions by what was modified since the set was made (page by
 * page) and by number, what was deleted since, list objects by name or id.
 */
export const probeRequests = (
  open: OpenSet,
  probe: Probe,
  sought: readonly Sought[],
): readonly ProbeRequest[] => {
  const since = modifiedSince(open.committedAt, open.fenceEditSequence);
  const changes = sought.filter(isChangeOfTransaction);
  const transactions = sought.filter((one) => isTransaction(one.item) && !changes.includes(one));
  const types = [...new Set(transactions.map(({ item }) => item.object))];
  if (probe.begun) {
    return types.flatMap((object) => {
      const continueId = probe.iterators[object];
      return continueId === undefined ? [] : pageRequest(object, since, continueId);
    });
  }
  const all = new Set([...types, ...changes.map(({ item }) => item.object)]);
  const deletable = [...all].filter((type) => DELETABLE.has(type));
  return [
    ...types.flatMap((object) => pageRequest(object, since, null)),
    ...types.flatMap((object) => byNumber(object, transactions)),
    ...standingRequests(
      changes.map(({ item }) => ({ type: item.object, txnId: item.txnId ?? '' })),
    ),
    ...(deletable.length === 0 ? [] : [deletedSince(deletable, since)]),
    ...sought.filter(({ item }) => !isTransaction(item)).flatMap(byName),
  ];
};

/** A document that stood before its set left: it is looked at as it stands, not searched for. */
export const isChangeOfTransaction = ({ item }: Sought): boolean =>
  isTransaction(item) && item.operation !== 'add';

export const isTransaction = ({ kind }: SetItem): boolean => kind !== 'customer' && kind !== 'item';

/** Those with more pages, of transactions that were modified since a time. */
export const pageRequest = (
  object: string,
  since: string,
  continueId: string | null,
): readonly ProbeRequest[] => {
  const type = `${object}Query`;
  if (!isRequestType(type)) return [];
  return [
    {
      requestId: `since:${object}`,
      request: {
        type,
        fields: {
          MaxReturned: PAGE,
          ModifiedDateRangeFilter: { FromModifiedDate: since },
        },
        iterator: continueId === null ? { start: true } : { continueId },
      },
    },
  ];
};

const byNumber = (object: string, sought: readonly Sought[]): readonly ProbeRequest[] => {
  const type = `${object}Query`;
  const numbers = sought.flatMap(({ item }) =>
    item.object === object && item.refNumber !== null ? [item.refNumber] : [],
  );
  return numbers.length === 0 || !isRequestType(type)
    ? []
    : [
        {
          requestId: `number:${object}`,
          request: { type, fields: { RefNumber: [...new Set(numbers)] } },
        },
      ];
};

/** What was deleted since a time; in one piece, because QuickBooks has no pages for it. */
export const deletedSince = (types: readonly string[], since: string): ProbeRequest => ({
  requestId: 'deleted',
  request: {
    type: 'TxnDeletedQuery',
    fields: { TxnDelType: types, DeletedDateRangeFilter: { FromDeletedDate: since } },
  },
});

const byName = ({ item, fields }: Sought): readonly ProbeRequest[] => {
  const type = item.kind === 'customer' ? 'CustomerQuery' : 'ItemQuery';
  const selection = fields && selectionOf(item, fields);
  return selection
    ? [{ requestId: `list:${item.requestId}`, request: { type, fields: selection } }]
    : [];
};

/** How a list object is asked for: by its id where it has one, else by its full name. */
export const selectionOf = (item: SetItem, fields: QbFields): QbFields | null => {
  const { ListID: listId, Name: name, ParentRef: parent } = fields;
  if (item.operation === 'mod' && typeof listId === 'string') return { ListID: listId };
  if (typeof name !== 'string') return null;
  const parentName = isQbFields(parent) ? textAt(parent, 'FullName') : undefined;
  return { FullName: parentName === undefined ? name : `${parentName}:${name}` };
};
