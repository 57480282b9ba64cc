import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@ml-connector/kernel';
import mongoose, { type mongo } from 'mongoose';
import type { CollectionDefinition } from '../document-store.js';
import type { KeptCollection } from './kept-document.js';
import { pathOf } from './search-filter.js';

interface DeclaredIndex {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
}

type Definition = Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>;

const ATTEMPTS = 3;
const PAUSE_MS = 200;

/**
 * Makes the declared indexes that are missing. What nobody declares any more stays: processes of the release before may
 * still search by it.
 * @throws AppError CONFIG_INVALID if another index stands under the name of a declared one.
 */
export const prepareIndexes = async (
  collection: KeptCollection,
  definition: Definition,
): Promise<void> => {
  const declared = declaredIndexes(definition);
  for (let attempt = 1; ; attempt += 1) {
    const standing = await standingIndexes(collection);
    const missing = declared.filter(({ name }) => !standing.has(name));
    for (const { name, key } of declared) refuseOther(definition, name, key, standing.get(name));
    if (missing.length === 0) return;
    try {
      await collection.createIndexes(missing.map(({ name, key }) => ({ name, key: { ...key } })));
      return;
    } catch (error) {
      // Another process may make the same ones.
      if (attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
};

/** An index of no field is the primary key itself. The name tells the fields, so that two releases do not quarrel about it. */
export const declaredIndexes = ({ indexes }: Definition): readonly DeclaredIndex[] =>
  Object.entries(indexes)
    .filter(([, fields]) => fields.length > 0)
    .map(([name, fields]) => ({
      name: `${name}:${fields.join(',')}`,
      key: Object.fromEntries([...fields.map(pathOf), '_id'].map((path) => [path, 1 as const])),
    }));

const NO_COLLECTION = 26;

const standingIndexes = async (
  collection: KeptCollection,
): Promise<ReadonlyMap<string, mongo.IndexDescriptionInfo>> => {
  try {
    return new Map((await collection.indexes()).map((index) => [index.name ?? '', index]));
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === NO_COLLECTION)
      return new Map();
    throw error;
  }
};

const refuseOther = (
  { name: collection }: Definition,
  name: string,
  key: DeclaredIndex['key'],
  standing: mongo.IndexDescriptionInfo | undefined,
): void => {
  if (!standing) return;
  const options = [
    'unique',
    'sparse',
    'partialFilterExpression',
    'expireAfterSeconds',
    'collation',
  ];
  const odd = options.filter((option) => Object.hasOwn(standing, option));
  if (odd.length === 0 && JSON.stringify(standing.key) === JSON.stringify(key)) return;
  throw new AppError(
    'CONFIG_INVALID',
    `The index ${name} of ${collection} stands otherwise than declared; drop it, and it is made anew.`,
  );
};
