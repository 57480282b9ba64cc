import { randomBytes } from 'node:crypto';
import { AppError, canonicalJson } from '@ml-connector/kernel';
import { layoutOf } from '../collection-layout.js';
import type { CollectionDefinition, DocumentStore } from '../document-store.js';
import type { KeptCollection, KeptDocument } from './kept-document.js';
import { mongodbCollection } from './mongodb-collection.js';
import { openMongodb, type MongodbConnection, type OpenMongodb } from './mongodb-connection.js';
import { prepareIndexes } from './prepare-indexes.js';
import { asStore } from './store-failure.js';

export interface MongodbDocumentStore extends DocumentStore {
  /** Resolves when the database answers and the indexes of every collection that was asked for stand. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

interface Prepared {
  readonly declared: string;
  readonly collection: () => Promise<KeptCollection>;
}

/**
 * Documents in a MongoDB database. Connects when it is first used. Asking for a collection declares its indexes; they are
 * made before its methods do anything.
 * `collection` throws AppError CONFIG_INVALID for a name that no store could keep or two different declarations of one.
 */
export const createMongodbDocumentStore = (connection: MongodbConnection): MongodbDocumentStore => {
  const mongodb = openMongodb(connection);
  const collections = new Map<string, Prepared>();
  const token = writeTokens();
  return {
    collection(definition) {
      const layout = layoutOf(definition);
      const declared = canonicalJson(definition.indexes);
      const known = collections.get(layout.collection);
      if (known && known.declared !== declared) {
        throw new AppError(
          'CONFIG_INVALID',
          `The collection ${layout.collection} is declared twice with different indexes.`,
        );
      }
      const prepared = known ?? { declared, collection: preparedOnce(mongodb, definition) };
      collections.set(layout.collection, prepared);
      return mongodbCollection(definition, { layout, token, collection: prepared.collection });
    },
    ready: () =>
      asStore(async () => {
        await (await mongodb.db()).command({ ping: 1 });
        for (const { collection } of collections.values()) await collection();
      }),
    close: () => mongodb.close(),
  };
};

/** A preparation that failed is tried again by whoever needs the collection next. */
const preparedOnce = (
  mongodb: OpenMongodb,
  definition: Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>,
): (() => Promise<KeptCollection>) => {
  let preparing: Promise<KeptCollection> | null = null;
  const prepare = async (): Promise<KeptCollection> => {
    try {
      const collection = (await mongodb.db()).collection<KeptDocument>(definition.name);
      await prepareIndexes(collection, definition);
      return collection;
    } catch (error) {
      preparing = null;
      throw error;
    }
  };
  return () => (preparing ??= prepare());
};

const writeTokens = (): (() => string) => {
  const process = randomBytes(6).toString('base64url');
  let writes = 0;
  return () => `${process}${(writes += 1).toString(36)}`;
};
