import { encodeCursor } from '../cursor.js';
import {
  checkedCountLimit,
  checkedPageLimit,
  checkedQuery,
  indexedValueOf,
} from '../document-input.js';
import type { CollectionDefinition, IndexedValue, Page, Query } from '../document-store.js';
import { storedOf, type KeptCollection, type KeptDocument } from './kept-document.js';
import { pageFilter, rangeFilter, sortOf } from './search-filter.js';

/** A search that was checked; `run` asks the database. */
export const pageSearch = <Value>(
  definition: CollectionDefinition<Value>,
  query: Query<string>,
): ((collection: KeptCollection) => Promise<Page<Value>>) => {
  const limit = checkedPageLimit(query.limit);
  const filter = pageFilter(definition, query);
  const sort = sortOf(definition, query);
  return async (collection) => {
    const found = await collection
      .find(filter, { sort, limit: limit + 1, batchSize: limit + 1, projection: { writes: 0 } })
      .toArray();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((kept) => storedOf(definition, kept)),
      next: last ? endOf(definition, query, last) : null,
    };
  };
};

export const countSearch = (
  definition: CollectionDefinition<unknown>,
  query: Pick<Query<string>, 'index' | 'equals' | 'from' | 'before'> & { readonly limit: number },
): ((collection: KeptCollection) => Promise<number>) => {
  const limit = checkedCountLimit(query.limit);
  const filter = rangeFilter(definition, query);
  return (collection) => collection.countDocuments(filter, { limit });
};

const endOf = (
  definition: CollectionDefinition<unknown>,
  query: Query<string>,
  { _id, value }: KeptDocument,
): string => {
  const { ordering } = checkedQuery(definition, query);
  const values = ordering
    .map((field) => indexedValueOf(definition, value, field))
    .filter((each): each is IndexedValue => each !== null);
  return encodeCursor(definition.name, query, { values, id: _id });
};
