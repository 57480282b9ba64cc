import { decodeCursor, encodeCursor } from '../cursor.js';
import {
  checkedCountLimit,
  checkedPageLimit,
  checkedQuery,
  indexedValueOf,
} from '../document-input.js';
import type { CollectionDefinition, IndexedValue, Query } from '../document-store.js';
import type { KeptDocument } from './document-memory.js';

type Definition = Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>;
type Range = Pick<Query<string>, 'index' | 'equals' | 'from' | 'before'>;

interface Row {
  readonly kept: KeptDocument;
  /** The index's values after `equals`. */
  readonly values: readonly IndexedValue[];
}

/** One page, by keyset, of what a plain walk through every document finds. */
export const findKept = (
  definition: Definition,
  documents: Iterable<KeptDocument>,
  query: Query<string>,
): { readonly items: readonly KeptDocument[]; readonly next: string | null } => {
  const limit = checkedPageLimit(query.limit);
  const rows = rowsOf(definition, documents, query);
  const end = decodeCursor(definition.name, query);
  const direction = query.descending ? -1 : 1;
  const behind = end
    ? rows.filter(({ kept, values }) => direction * compareRows(values, kept.id, end) > 0)
    : rows;
  behind.sort(
    (a, b) => direction * compareRows(a.values, a.kept.id, { values: b.values, id: b.kept.id }),
  );
  const shown = behind.slice(0, limit);
  const last = behind.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ kept }) => kept),
    next: last
      ? encodeCursor(definition.name, query, { values: last.values, id: last.kept.id })
      : null,
  };
};

export const countKept = (
  definition: Definition,
  documents: Iterable<KeptDocument>,
  query: Range & { readonly limit: number },
): number => {
  const limit = checkedCountLimit(query.limit);
  return Math.min(limit, rowsOf(definition, documents, query).length);
};

const rowsOf = (definition: Definition, documents: Iterable<KeptDocument>, query: Range): Row[] => {
  const { fields, ordering } = checkedQuery(definition, query);
  const wanted = query.equals.map(comparable);
  const from = query.from === undefined ? undefined : comparable(query.from);
  const before = query.before === undefined ? undefined : comparable(query.before);
  const rows: Row[] = [];
  for (const kept of documents) {
    const values = valuesOf(definition, kept, fields);
    if (!values || !wanted.every((value, index) => value === values[index])) continue;
    const rest = values.slice(wanted.length);
    const [ranged] = ordering.length > 0 ? rest : [];
    if (ranged !== undefined && from !== undefined && compare(ranged, from) < 0) continue;
    if (ranged !== undefined && before !== undefined && compare(ranged, before) >= 0) continue;
    rows.push({ kept, values: rest });
  }
  return rows;
};

/** `null` where one of the fields is absent: the document is not in the index. */
const valuesOf = (
  definition: Definition,
  kept: KeptDocument,
  fields: readonly string[],
): readonly IndexedValue[] | null => {
  const values: IndexedValue[] = [];
  for (const field of fields) {
    const { [field]: value = laterValue(definition, kept, field) } = kept.indexed;
    if (value === null) return null;
    values.push(value);
  }
  return values;
};

/** Of a field that was not indexed yet when the document was written. */
const laterValue = (
  definition: Definition,
  { json }: KeptDocument,
  field: string,
): IndexedValue | null => {
  const value = indexedValueOf(definition, JSON.parse(json()), field);
  return value === null ? null : comparable(value);
};

export const comparable = (value: IndexedValue): IndexedValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? value.toWellFormed() : value;
};

const compareRows = (
  values: readonly IndexedValue[],
  id: string,
  other: { readonly values: readonly IndexedValue[]; readonly id: string },
): number => {
  for (const [index, value] of values.entries()) {
    const order = compare(value, other.values[index] ?? value);
    if (order !== 0) return order;
  }
  return compareText(id, other.id);
};

/** Numbers come before text, as in SQLite. */
const compare = (one: IndexedValue, other: IndexedValue): number => {
  if (typeof one === 'string' && typeof other === 'string') return compareText(one, other);
  if (typeof one === 'string') return 1;
  return typeof other === 'string' ? -1 : Number(one) - Number(other);
};

const FIRST_SURROGATE = 0xd800;
const FIRST_AFTER = 0xe000;

/** By code point, as UTF-8 has it; JavaScript's own order is by UTF-16. */
const compareText = (one: string, other: string): number => {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const a = one.charCodeAt(at);
    const b = other.charCodeAt(at);
    if (a !== b) return rank(a) - rank(b);
  }
  return one.length - other.length;
};

const rank = (unit: number): number =>
  unit >= FIRST_SURROGATE && unit < FIRST_AFTER ? unit + 0x10000 : unit;
