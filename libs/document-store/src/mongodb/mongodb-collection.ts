import { AppError } from '@ml-connector/kernel';
import type { CollectionLayout } from '../collection-layout.js';
import type {
  Collection,
  CollectionDefinition,
  NewDocument,
  RemoveOutcome,
  Replacement,
} from '../document-store.js';
import { applyWrites } from './apply-writes.js';
import { keptIdOf, keptValueOf, storedOf, type KeptCollection } from './kept-document.js';
import { countSearch, pageSearch } from './search-kept.js';
import type { Write } from './settle-writes.js';
import { asStore } from './store-failure.js';

const SELECTED_AT_ONCE = 500;

export interface MongodbCollectionParts {
  readonly layout: CollectionLayout;
  /** Resolves when the declared indexes stand. */
  readonly collection: () => Promise<KeptCollection>;
  /** Another one for each write, in all processes. */
  readonly token: () => string;
}

export const mongodbCollection = <Value, IndexName extends string>(
  definition: CollectionDefinition<Value, IndexName>,
  { layout, collection, token }: MongodbCollectionParts,
): Collection<Value, IndexName> => {
  const run = <Result>(work: (kept: KeptCollection) => Promise<Result>): Promise<Result> =>
    asStore(async () => work(await collection()));

  const written = ({ id, value }: NewDocument<Value>) => ({
    id: keptIdOf(id),
    token: token(),
    value: keptValueOf(definition, layout.fields, value),
  });
  const apply = async (writes: readonly Write[]): Promise<readonly boolean[]> =>
    writes.length === 0 ? [] : run((kept) => applyWrites(kept, writes));
  const inserted = (document: NewDocument<Value>): Write => ({
    kind: 'insert',
    ...written(document),
  });
  const replaced = (replacement: Replacement<Value>): Write => ({
    kind: 'replace',
    ...written(replacement),
    expectedVersion: replacement.expectedVersion,
  });

  return {
    async insert(id, value) {
      const [applied] = await apply([inserted({ id, value })]);
      return applied ? 'inserted' : 'exists';
    },
    async replace(id, expectedVersion, value) {
      const [applied] = await apply([replaced({ id, expectedVersion, value })]);
      return applied ? 'replaced' : 'conflict';
    },
    async insertMany(documents) {
      const applied = await apply(documents.map(inserted));
      return applied.map((each) => (each ? 'inserted' : 'exists'));
    },
    async replaceMany(replacements) {
      const applied = await apply(replacements.map(replaced));
      return applied.map((each) => (each ? 'replaced' : 'conflict'));
    },
    async remove(id, expectedVersion) {
      const kept = keptIdOf(id);
      return run((documents) => remove(documents, kept, expectedVersion));
    },
    async get(id) {
      const wanted = { _id: keptIdOf(id) };
      const found = await run((kept) => kept.findOne(wanted, { projection: { writes: 0 } }));
      return found && storedOf(definition, found);
    },
    async getMany(ids) {
      const wanted = [...new Set(ids.map(keptIdOf))];
      const found = [];
      for (let start = 0; start < wanted.length; start += SELECTED_AT_ONCE) {
        const some = wanted.slice(start, start + SELECTED_AT_ONCE);
        found.push(...(await run((kept) => findSome(kept, some))));
      }
      return found.map((document) => storedOf(definition, document));
    },
    async find(query) {
      return run(pageSearch(definition, query));
    },
    async count(query) {
      return run(countSearch(definition, query));
    },
  };
};

const findSome = (kept: KeptCollection, ids: readonly string[]) =>
  kept
    .find({ _id: { $in: [...ids] } }, { projection: { writes: 0 }, batchSize: ids.length + 1 })
    .toArray();

/**
 * The document remembers nothing of its removal: after a lost answer a document that is gone may have been removed by
 * somebody else.
 */
const remove = async (
  documents: KeptCollection,
  id: string,
  version: number,
): Promise<RemoveOutcome> => {
  try {
    const { deletedCount } = await documents.deleteOne({ _id: id, version });
    return deletedCount > 0 ? 'removed' : 'conflict';
  } catch (cause) {
    const standing = await documents.findOne({ _id: id }, { projection: { version: 1 } });
    if (standing && standing.version > version) return 'conflict';
    throw new AppError('STORE_UNAVAILABLE', 'It is not known whether a document was removed.', {
      cause,
    });
  }
};
