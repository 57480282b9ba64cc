import type { PostingKind } from '@ml-connector/contracts';
import { deterministicId } from '@ml-connector/kernel';

const PREFIX = {
  customer: 'cus',
  item: 'itm',
  invoice: 'inv',
  'sales-receipt': 'rcp',
  'sales-order': 'ord',
  payment: 'pay',
  'credit-memo': 'crm',
  'refund-payment': 'rfp',
} as const satisfies Record<PostingKind, string>;

/** One posting per connection, kind and source: from what it is, never from when it was seen. */
export const postingId = (connectionId: string, kind: PostingKind, sourceId: string): string =>
  deterministicId(PREFIX[kind], connectionId, kind, sourceId);

/** Whether an id is that of a posting of this kind. */
export const isIdOf = (kind: PostingKind, id: string): boolean => id.startsWith(`${PREFIX[kind]}-`);

/** What is stamped into a document's memo, so that it can be found again whatever happened to the answer. */
export const markerOf = (id: string): string => `[ml:${id}]`;

const MARKER = /\[ml:([a-z0-9-]{1,40})\]/g;

/** The posting that a memo names, or `null`. Ours stands last: what a shopper wrote like one stands before it. */
export const postingIdInMemo = (memo: string): string | null =>
  [...memo.matchAll(MARKER)].at(-1)?.[1] ?? null;
