import type { Reader, SqlRow, SqlValue } from '@ml-connector/embedded';
import { columnOf, indexNameOf, presenceOf, type CollectionLayout } from './collection-layout.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { checkedCountLimit, checkedPageLimit, checkedQuery } from './document-input.js';
import type { CollectionDefinition, IndexedValue, Page, Query } from './document-store.js';
import { storedDocument } from './stored-document.js';

type Range = Pick<Query<string>, 'index' | 'equals' | 'from' | 'before'>;

interface Condition {
  readonly terms: readonly string[];
  readonly parameters: readonly SqlValue[];
}

export interface Searched<Value> {
  readonly definition: CollectionDefinition<Value>;
  readonly layout: CollectionLayout;
  readonly read: Reader;
}

/** One page by keyset: it starts behind the last document of the page before, wherever that now would be. */
export const findDocuments = <Value>(
  { definition, layout, read }: Searched<Value>,
  query: Query<string>,
): Page<Value> => {
  const limit = checkedPageLimit(query.limit);
  const { ordering } = checkedQuery(definition, query);
  const order = [...ordering.map(columnOf), 'id'];
  const direction = query.descending ? 'DESC' : 'ASC';
  const { terms, parameters } = both(rangeOf(definition, query), behind(layout, query, order));
  const rows = read.all(
    `SELECT id, version, body${ordering.map((field) => `, ${columnOf(field)}`).join('')}
       FROM ${sourceOf(layout, query.index)}${where(terms)}
      ORDER BY ${order.map((column) => `${column} ${direction}`).join(', ')} LIMIT ?`,
    ...parameters,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => storedDocument(definition, row)),
    next: last ? endOf(layout, query, { row: last, ordering }) : null,
  };
};

export const countDocuments = <Value>(
  { definition, layout, read }: Searched<Value>,
  query: Range & { readonly limit: number },
): number => {
  const limit = checkedCountLimit(query.limit);
  const { terms, parameters } = rangeOf(definition, query);
  const row = read.get(
    `SELECT count(*) AS count FROM (
       SELECT 1 FROM ${sourceOf(layout, query.index)}${where(terms)} LIMIT ?)`,
    ...parameters,
    limit,
  );
  return Number(row?.['count'] ?? 0);
};

const sourceOf = (layout: CollectionLayout, index: string): string =>
  layout.indexes.get(index)?.length
    ? `${layout.table} INDEXED BY ${indexNameOf(layout, index)}`
    : layout.table;

const where = (terms: readonly string[]): string =>
  terms.length === 0 ? '' : ` WHERE ${terms.join(' AND ')}`;

const both = (first: Condition, second: Condition): Condition => ({
  terms: [...first.terms, ...second.terms],
  parameters: [...first.parameters, ...second.parameters],
});

const rangeOf = (
  definition: Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>,
  query: Range,
): Condition => {
  const { fields, ordering } = checkedQuery(definition, query);
  const terms = fields.slice(0, query.equals.length).map((field) => `${columnOf(field)} = ?`);
  const parameters = query.equals.map(sqlValue);
  if (fields.length > 0) terms.unshift(presenceOf(fields));
  const [ranged] = ordering;
  if (ranged !== undefined && query.from !== undefined) {
    terms.push(`${columnOf(ranged)} >= ?`);
    parameters.push(sqlValue(query.from));
  }
  if (ranged !== undefined && query.before !== undefined) {
    terms.push(`${columnOf(ranged)} < ?`);
    parameters.push(sqlValue(query.before));
  }
  return { terms, parameters };
};

const behind = (
  layout: CollectionLayout,
  query: Query<string>,
  order: readonly string[],
): Condition => {
  const end = decodeCursor(layout.collection, query);
  if (!end) return { terms: [], parameters: [] };
  const marks = order.map(() => '?').join(', ');
  return {
    terms: [`(${order.join(', ')}) ${query.descending ? '<' : '>'} (${marks})`],
    parameters: [...end.values.map(sqlValue), end.id],
  };
};

const endOf = (
  layout: CollectionLayout,
  query: Query<string>,
  last: { readonly row: SqlRow; readonly ordering: readonly string[] },
): string => {
  const values = last.ordering.map((field) => {
    const value = last.row[`f:${field}`];
    return typeof value === 'number' ? value : String(value);
  });
  return encodeCursor(layout.collection, query, { values, id: String(last.row['id']) });
};

/** How an indexed value stands in its column. */
export const sqlValue = (value: IndexedValue): SqlValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? value.toWellFormed() : value;
};
