import type { Operation } from '@ml-connector/contracts';
import { operationOf, type Posting } from '@ml-connector/postings';
import {
  checkRequest,
  isRequestType,
  withoutLinkedLines,
  writeMessageSet,
  type QbFields,
  type QbRequest,
} from '@ml-connector/qbxml';
import { changeFields, type Change } from '../changes/change-fields.js';
import type { Fence } from '../company/company.js';
import { moveFence } from '../fence/fence.js';
import { markRequests, type NamedRequest } from './own-answer.js';

/** The id of the request that moves the fence, in every set that writes. */
export const FENCE_REQUEST = 'fence';

/** What an Add may say and a Mod may not. */
const ONLY_IN_ADD = new Set([
  'OpenBalance',
  'OpenBalanceDate',
  'ExternalGUID',
  'Contacts',
  'AdditionalNotes',
  // A customer has one currency for ever.
  'CurrencyRef',
]);

/** The request that makes, changes or ends a posting's document; a sentence where there can be none. */
export type Planned =
  | { readonly operation: Operation; readonly request: QbRequest }
  | { readonly refusal: 'cannot-change' | 'not-writable'; readonly detail: string };

/** What is known of the document that is to be changed. */
export interface Before {
  readonly version: string;
  /** A newer one than the posting's, where one was read. */
  readonly editSequence: string | null;
  /** Of a transaction: what we wrote, and the ids of its lines. */
  readonly standing?: Pick<Change, 'written' | 'lineIds'>;
}

export const planRequest = (posting: Posting, fields: QbFields, before: Before): Planned => {
  const operation = operationOf(posting);
  const { type, fields: content } = contentOf(posting, fields, before);
  if (operation === 'mod' && posting.document?.listId === null && !isRequestType(type))
    return { refusal: 'cannot-change', detail: '' };
  if (!isRequestType(type)) return { refusal: 'not-writable', detail: `There is no ${type}.` };
  const request: QbRequest = { type, fields: content };
  const [violation] = checkRequest(request, before.version);
  return violation
    ? { refusal: 'not-writable', detail: `${type} ${violation.path}: ${violation.message}` }
    : { operation, request };
};

const contentOf = (
  posting: Posting,
  fields: QbFields,
  { editSequence, standing }: Before,
): { readonly type: string; readonly fields: QbFields } => {
  const { wish, document } = posting;
  const txnId = document?.txnId ?? '';
  switch (operationOf(posting)) {
    case 'add':
      return { type: `${wish.object}Add`, fields: withoutLinkedLines(wish.object, fields) };
    case 'mod': {
      const type = `${wish.object}Mod`;
      if (document?.listId !== null)
        return { type, fields: modFields(posting, fields, editSequence) };
      const change = { written: {}, lineIds: [], ...standing, wished: fields };
      const head = { TxnID: txnId, EditSequence: editSequence ?? document.editSequence };
      return { type, fields: { ...changeFields(wish.object, change), ...head } };
    }
    case 'void':
      return { type: 'TxnVoid', fields: { TxnVoidType: document?.type ?? '', TxnID: txnId } };
    case 'delete':
      return { type: 'TxnDel', fields: { TxnDelType: document?.type ?? '', TxnID: txnId } };
  }
};

const modFields = (posting: Posting, fields: QbFields, editSequence: string | null): QbFields => ({
  ...Object.fromEntries(Object.entries(fields).filter(([name]) => !ONLY_IN_ADD.has(name))),
  ListID: posting.document?.listId ?? '',
  EditSequence: editSequence ?? posting.document?.editSequence ?? '',
});

interface SetToCompose {
  readonly setId: string;
  readonly version: string;
  readonly requests: readonly NamedRequest<QbRequest>[];
}

/** A set that writes: the fence first, and nothing after a failure. */
export const composeSet = (
  options: SetToCompose & { readonly epoch: number; readonly fence: Fence },
): string => {
  const { setId, epoch, fence, requests } = options;
  const first = { requestId: FENCE_REQUEST, request: moveFence(fence, { epoch, token: setId }) };
  return composeUnfencedSet({ ...options, requests: [first, ...requests] });
};

/** The same for a connection that goes without the fence. */
export const composeUnfencedSet = ({ setId, version, requests }: SetToCompose): string =>
  writeMessageSet({
    version,
    onError: 'stopOnError',
    newMessageSetId: setId,
    requests: markRequests(setId, requests),
  });
