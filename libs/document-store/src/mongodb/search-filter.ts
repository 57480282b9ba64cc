import type { mongo } from 'mongoose';
import { decodeCursor } from '../cursor.js';
import { checkedQuery } from '../document-input.js';
import type { CollectionDefinition, Query } from '../document-store.js';
import type { KeptDocument } from './kept-document.js';

type Filter = mongo.Filter<KeptDocument>;
type Range = Pick<Query<string>, 'index' | 'equals' | 'from' | 'before'>;
type Definition = Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>;

/** Where a field of the value stands. */
export const pathOf = (field: string): string => `value.${field}`;

/** @throws AppError INPUT_INVALID for a query that does not fit. */
export const rangeFilter = (definition: Definition, query: Range): Filter => {
  const { fields, ordering } = checkedQuery(definition, query);
  const equal = fields
    .slice(0, query.equals.length)
    .map((field, index) => [pathOf(field), query.equals[index]] as const);
  // A document in which a field is absent is not in the index.
  const present = ordering.map((field) => [pathOf(field), { $ne: null }] as const);
  const [ranged] = ordering;
  const range = ranged === undefined ? [] : [[pathOf(ranged), boundsOf(query)] as const];
  return Object.fromEntries([...equal, ...present, ...range]);
};

const boundsOf = ({ from, before }: Range) => ({
  $ne: null,
  ...(from === undefined ? {} : { $gte: from }),
  ...(before === undefined ? {} : { $lt: before }),
});

/** The same, behind the end of the page before. */
export const pageFilter = (definition: Definition, query: Query<string>): Filter => {
  const range = rangeFilter(definition, query);
  const end = decodeCursor(definition.name, query);
  if (!end) return range;
  const { ordering } = checkedQuery(definition, query);
  const paths = [...ordering.map(pathOf), '_id'];
  const values = [...end.values, end.id];
  const beyond = query.descending ? '$lt' : '$gt';
  // As one row compared with another: the first that differs decides.
  const behind = paths.map((path, index) =>
    Object.fromEntries([
      ...paths.slice(0, index).map((before, at) => [before, values[at]] as const),
      [path, { [beyond]: values[index] }] as const,
    ]),
  );
  return { $and: [range, { $or: behind }] };
};

export const sortOf = (
  definition: Definition,
  query: Query<string>,
): Readonly<Record<string, 1 | -1>> => {
  const { ordering } = checkedQuery(definition, query);
  const direction = query.descending ? -1 : 1;
  return Object.fromEntries([...ordering.map(pathOf), '_id'].map((path) => [path, direction]));
};
