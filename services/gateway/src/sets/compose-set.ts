import type { Posting } from '@ml-connector/postings';
import {
  checkRequest,
  isRequestType,
  writeMessageSet,
  type QbFields,
  type QbRequest,
} from '@ml-connector/qbxml';
import type { Fence } from '../company/company.js';
import { moveFence } from '../fence/fence.js';
import { markRequests } from './own-answer.js';

/** The id of the request that moves the fence, in every set that writes. */
export const FENCE_REQUEST = 'fence';

/** What an Add may say and a Mod may not. */
const ONLY_IN_ADD = new Set([
  'OpenBalance',
  'OpenBalanceDate',
  'ExternalGUID',
  'Contacts',
  'AdditionalNotes',
]);

/** The request that makes or changes a posting's document; a sentence where there can be none. */
export type Planned =
  | { readonly operation: 'add' | 'mod'; readonly request: QbRequest }
  | { readonly refusal: 'cannot-change' | 'not-writable'; readonly detail: string };

export const planRequest = (
  posting: Posting,
  fields: QbFields,
  { version, editSequence }: { readonly version: string; readonly editSequence: string | null },
): Planned => {
  const operation = posting.document === null ? 'add' : 'mod';
  const type = `${posting.wish.object}${operation === 'add' ? 'Add' : 'Mod'}`;
  if (operation === 'mod' && posting.document?.listId === null) {
    return { refusal: 'cannot-change', detail: '' };
  }
  if (!isRequestType(type)) return { refusal: 'not-writable', detail: `There is no ${type}.` };
  const request: QbRequest =
    operation === 'add'
      ? { type, fields }
      : { type, fields: modFields(posting, fields, editSequence) };
  const [violation] = checkRequest(request, version);
  return violation
    ? { refusal: 'not-writable', detail: `${type} ${violation.path}: ${violation.message}` }
    : { operation, request };
};

const modFields = (posting: Posting, fields: QbFields, editSequence: string | null): QbFields => ({
  ...Object.fromEntries(Object.entries(fields).filter(([name]) => !ONLY_IN_ADD.has(name))),
  ListID: posting.document?.listId ?? '',
  EditSequence: editSequence ?? posting.document?.editSequence ?? '',
});

/** A set that writes: the fence first, and nothing after a failure. */
export const composeSet = (options: {
  readonly setId: string;
  readonly epoch: number;
  readonly version: string;
  readonly fence: Fence;
  readonly requests: readonly { readonly requestId: string; readonly request: QbRequest }[];
}): string => {
  const { setId, epoch, version, fence, requests } = options;
  const first = { requestId: FENCE_REQUEST, request: moveFence(fence, { epoch, token: setId }) };
  return writeMessageSet({
    version,
    onError: 'stopOnError',
    newMessageSetId: setId,
    requests: markRequests(setId, [first, ...requests]),
  });
};
