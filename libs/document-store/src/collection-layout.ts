import { AppError } from '@ml-connector/kernel';
import type { CollectionDefinition } from './document-store.js';

/** A collection as SQL: one table, one column for each indexed field, one partial index for each declared one. */
export interface CollectionLayout {
  readonly collection: string;
  /** Quoted. */
  readonly table: string;
  /** The fields that some index names, each once. */
  readonly fields: readonly string[];
  /** Fields by index name. */
  readonly indexes: ReadonlyMap<string, readonly string[]>;
}

const COLLECTION = /^[a-z][a-z0-9-]{0,59}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;

/** @throws AppError CONFIG_INVALID if a name could not stand in every store. */
export const layoutOf = (
  definition: Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>,
): CollectionLayout => {
  if (!COLLECTION.test(definition.name)) throw badName('collection', definition.name);
  const indexes = new Map(Object.entries(definition.indexes));
  const fields = [...new Set([...indexes.values()].flat())];
  for (const name of [...indexes.keys(), ...fields]) {
    if (!NAME.test(name)) throw badName(`index or field of ${definition.name}`, name);
  }
  return { collection: definition.name, table: `"c:${definition.name}"`, fields, indexes };
};

/** The quoted column of a field. */
export const columnOf = (field: string): string => `"f:${field}"`;

/** The quoted name of an index; unique in the file. */
export const indexNameOf = (layout: CollectionLayout, index: string): string =>
  `"i:${layout.collection}:${index}"`;

/** A document in which a field is absent is not in the index. */
export const presenceOf = (fields: readonly string[]): string =>
  fields.map((field) => `${columnOf(field)} IS NOT NULL`).join(' AND ');

const badName = (what: string, name: string): AppError =>
  new AppError('CONFIG_INVALID', `${JSON.stringify(name)} cannot name a ${what}.`);
