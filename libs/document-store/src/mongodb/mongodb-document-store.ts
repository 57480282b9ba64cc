import { randomBytes } from 'node:crypto';
import { AppError, canonicalJson } from '@ml-connector/kernel';
import { layoutOf } from '../collection-layout.js';
import type { DeclaredCollection, DocumentStore } from '../document-store.js';
import type { KeptCollection, KeptDocument } from './kept-document.js';
import { mongodbCollection } from './mongodb-collection.js';
import { openMongodb, type MongodbConnection, type OpenMongodb } from './mongodb-connection.js';
import { prepareIndexes } from './prepare-indexes.js';
import { asStore } from './store-failure.js';

export interface MongodbDocumentStore extends DocumentStore {
  /**
   * Resolves when the database answers and the indexes of these collections, and of every one that was asked for, stand.
   * @throws AppError STORE_UNAVAILABLE; CONFIG_INVALID where an index stands otherwise than declared.
   */
  ready(declared?: readonly DeclaredCollection[]): Promise<void>;
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
  const prepared = (definition: DeclaredCollection): Prepared => {
    const { collection: name } = layoutOf(definition);
    const declared = canonicalJson(definition.indexes);
    const known = collections.get(name);
    if (known && known.declared !== declared) {
      throw new AppError(
        'CONFIG_INVALID',
        `The collection ${name} is declared twice with different indexes.`,
      );
    }
    const made = known ?? { declared, collection: preparedOnce(mongodb, definition) };
    collections.set(name, made);
    return made;
  };
  return {
    collection(definition) {
      const { collection } = prepared(definition);
      return mongodbCollection(definition, { layout: layoutOf(definition), token, collection });
    },
    ready: (declared = []) =>
      asStore(async () => {
        for (const definition of declared) prepared(definition);
        await (await mongodb.db()).command({ ping: 1 });
        for (const { collection } of collections.values()) await collection();
      }),
    close: () => mongodb.close(),
  };
};

/** A preparation that failed is tried again by whoever needs the collection next. */
const preparedOnce = (
  mongodb: OpenMongodb,
  definition: DeclaredCollection,
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
