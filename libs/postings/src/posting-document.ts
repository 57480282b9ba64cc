import { envelopeSchema } from '@ml-connector/contracts';
import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';
import { heldByCap } from './daily-cap.js';
import { postingSchema, type Posting, type PostingState } from './posting.js';
import type { PostingEvent } from './posting-fact.js';

/**
 * A posting as it is stored: the posting, the events that the log does not have yet, and the fields by which it is
 * searched. One document, one compare-and-set: no dual write.
 */
const postingDocumentSchema = z.strictObject({
  connectionId: z.string(),
  state: z.string(),
  kind: z.string(),
  orderId: z.int().optional(),
  waitingFor: z.string().optional(),
  /** Of the list object that it made or took. */
  listId: z.string().optional(),
  /** The cap of a day that holds it; absent where none does. */
  cappedAs: z.string().optional(),
  createdAt: z.string(),
  /** From when a set may claim it; absent where none may. */
  readyAt: z.string().optional(),
  /** The state, while the document is not in the books yet; absent afterwards. */
  openState: z.string().optional(),
  /** Since when the outbox holds something; absent where it is empty. */
  outboxAt: z.string().optional(),
  posting: postingSchema,
  outbox: z.array(envelopeSchema),
});
export type PostingDocument = z.infer<typeof postingDocumentSchema>;

export const POSTINGS = {
  name: 'postings',
  schema: postingDocumentSchema,
  indexes: {
    byReady: ['connectionId', 'readyAt'],
    byWaiting: ['connectionId', 'waitingFor'],
    byOrder: ['connectionId', 'orderId'],
    byListObject: ['connectionId', 'listId'],
    byCreation: ['connectionId', 'createdAt'],
    byState: ['connectionId', 'state', 'createdAt'],
    byKind: ['connectionId', 'kind', 'createdAt'],
    byStateAndKind: ['connectionId', 'state', 'kind', 'createdAt'],
    byCap: ['connectionId', 'cappedAs', 'createdAt'],
    byOutbox: ['outboxAt'],
    byOpen: ['openState', 'createdAt'],
  },
} as const satisfies CollectionDefinition<PostingDocument>;

/** On their way into the books. */
export const OPEN_STATES: readonly PostingState[] = [
  'waiting',
  'ready',
  'sent',
  'held',
  'in-doubt',
];

export type PostingIndex = keyof typeof POSTINGS.indexes;

export const documentOf = (
  posting: Posting,
  outbox: PostingDocument['outbox'] | readonly PostingEvent[],
): PostingDocument => ({
  connectionId: posting.connectionId,
  state: posting.state,
  kind: posting.kind,
  createdAt: posting.createdAt,
  ...(posting.orderId === null ? {} : { orderId: posting.orderId }),
  ...(posting.waitingFor === null ? {} : { waitingFor: posting.waitingFor }),
  ...(posting.document?.listId ? { listId: posting.document.listId } : {}),
  ...cappedOf(posting),
  ...readyAtOf(posting),
  ...(OPEN_STATES.includes(posting.state) ? { openState: posting.state } : {}),
  ...(outbox[0] === undefined ? {} : { outboxAt: outbox[0].recordedAt }),
  posting,
  outbox: [...outbox],
});

const cappedOf = (posting: Posting): { readonly cappedAs?: string } => {
  const cappedAs = heldByCap(posting);
  return cappedAs === null ? {} : { cappedAs };
};

const readyAtOf = (posting: Posting): { readonly readyAt?: string } => {
  if (posting.state !== 'ready' || posting.out || posting.blocked) return {};
  const { createdAt, notBefore } = posting;
  return { readyAt: notBefore !== null && notBefore > createdAt ? notBefore : createdAt };
};
