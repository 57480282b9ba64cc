import type {
  Collection,
  CollectionDefinition,
  DocumentStore,
  Stored,
} from '@ml-connector/document-store';
import { z } from 'zod';

/** What we know of our own reading of an order, customer or product. A cursor, not an event: lost, it is read and told once more. */
const sourceReadSchema = z.strictObject({
  /** The number that the next GET takes. */
  nextRead: z.int().positive(),
  /** Hash of the content that a GET appended last; null before the first. */
  contentHash: z.string().nullable(),
  /** Hashes of the refunds that a GET appended, by refund id. */
  refunds: z.record(z.string(), z.string()),
});
export type SourceRead = z.infer<typeof sourceReadSchema>;

/** By `connectionId|orderId`. */
export const ORDER_READS = {
  name: 'order-reads',
  schema: sourceReadSchema,
  indexes: {},
} as const satisfies CollectionDefinition<SourceRead, never>;

/** By `connectionId|customerId`. */
export const CUSTOMER_READS = {
  name: 'customer-reads',
  schema: sourceReadSchema,
  indexes: {},
} as const satisfies CollectionDefinition<SourceRead, never>;

/** By `connectionId|productId`. */
export const PRODUCT_READS = {
  name: 'product-reads',
  schema: sourceReadSchema,
  indexes: {},
} as const satisfies CollectionDefinition<SourceRead, never>;

export const UNREAD: SourceRead = { nextRead: 1, contentHash: null, refunds: {} };

/** What one shop's orders, customers or products were read as. */
export interface SourceReads {
  load(ids: readonly number[]): Promise<ReadonlyMap<number, Stored<SourceRead>>>;
  /** Written after the append, each guarded by what was loaded; a lost race is told once more by the next reading. */
  save(changes: readonly ReadChange[]): Promise<void>;
}

export interface ReadChange {
  readonly id: number;
  readonly loaded: Stored<SourceRead> | undefined;
  readonly value: SourceRead;
}

export const sourceReads = (
  store: DocumentStore,
  definition: typeof ORDER_READS | typeof CUSTOMER_READS | typeof PRODUCT_READS,
  connectionId: string,
): SourceReads => {
  const collection: Collection<SourceRead> = store.collection(definition);
  const documentId = (id: number) => `${connectionId}|${id}`;
  return {
    load: async (ids) => {
      const byDocument = new Map(ids.map((id) => [documentId(id), id]));
      const found = await collection.getMany([...byDocument.keys()]);
      return new Map(
        found.flatMap((stored) => {
          const id = byDocument.get(stored.id);
          return id === undefined ? [] : [[id, stored] as const];
        }),
      );
    },
    save: async (changes) => {
      const made = changes.flatMap(({ id, loaded, value }) =>
        loaded ? [] : [{ id: documentId(id), value }],
      );
      const replaced = changes.flatMap(({ id, loaded, value }) =>
        loaded ? [{ id: documentId(id), expectedVersion: loaded.version, value }] : [],
      );
      if (made.length > 0) await collection.insertMany(made);
      if (replaced.length > 0) await collection.replaceMany(replaced);
    },
  };
};
