import {
  type CollectionDefinition,
  type DocumentStore,
  type NewDocument,
  updateDocument,
} from '@ml-connector/document-store';
import { z } from 'zod';

/** Why a GET is needed: its own code, so that it can be counted. */
export const READ_REASONS = [
  /** Two observations with the same (`modifiedAt`, `readNumber`) say different things. */
  'ambiguous',
  /** The order names a refund whose lines and taxes are not known. */
  'refund-unknown',
  /** The rules ask for the categories of a product, and they are not known or too old for the sale. */
  'categories-unknown',
  /** A person asked for it. */
  'asked',
  /** A delivery told nothing but its id: it may be gone. */
  'hint',
] as const;

/** Something that only the shop can tell: a GET that ingestion shall do. One per order, customer or product. */
export const readRequestSchema = z.strictObject({
  connectionId: z.string(),
  what: z.enum(['order', 'customer', 'product']),
  /** The shop's id of the order, customer or product; of a variation that of its product. */
  sourceId: z.int().positive(),
  reason: z.enum(READ_REASONS),
  /** ISO 8601 UTC. */
  askedAt: z.iso.datetime(),
});
export type ReadRequest = z.infer<typeof readRequestSchema>;

/**
 * Written by whoever lacks a fact, served by ingestion: it GETs the order (with all of its refunds), the customer or the
 * product, appends what it saw, and removes the request guarded by the version that it had read.
 */
export const readRequests: CollectionDefinition<ReadRequest, 'byAskedAt' | 'byConnection'> = {
  name: 'read-requests',
  schema: readRequestSchema,
  indexes: { byAskedAt: ['askedAt'], byConnection: ['connectionId', 'askedAt'] },
};

export const readRequestId = (
  request: Pick<ReadRequest, 'connectionId' | 'what' | 'sourceId'>,
): string => `${request.connectionId}|${request.what}|${request.sourceId}`;

/**
 * Asks for each. One that stands already gets the new time and so a new version: whoever is serving it at this moment,
 * with an answer that may be too old, does not remove it. That of a product stays as it is: no answer from now on is.
 */
export const askToRead = async (
  store: DocumentStore,
  requests: readonly ReadRequest[],
): Promise<void> => {
  if (requests.length === 0) return;
  const byId = new Map<string, NewDocument<ReadRequest>>(
    requests.map((value) => [readRequestId(value), { id: readRequestId(value), value }]),
  );
  const documents = [...byId.values()];
  const collection = store.collection(readRequests);
  const outcomes = await collection.insertMany(documents);
  const standing = documents.filter(
    ({ value }, index) => outcomes[index] === 'exists' && value.what !== 'product',
  );
  for (const { id, value } of standing)
    await updateDocument(collection, id, (known) => ({
      ...value,
      reason: known?.reason ?? value.reason,
    }));
};
