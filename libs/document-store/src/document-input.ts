import { AppError } from '@ml-connector/kernel';
import type { CollectionDefinition, IndexedValue, Query } from './document-store.js';

type Definition = Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>;

const MAX_ID_LENGTH = 1000;
const MAX_PAGE = 1000;
const MAX_COUNT = 1_000_000;

/** @throws AppError INPUT_INVALID for an id that a store could not keep apart from others. */
export const checkedId = (id: string): string => {
  if (id.length === 0 || id.length > MAX_ID_LENGTH || id.includes('\0') || !id.isWellFormed()) {
    throw new AppError(
      'INPUT_INVALID',
      `An id has 1 to ${MAX_ID_LENGTH} characters, no NUL and no half characters.`,
    );
  }
  return id;
};

/** The value as JSON. @throws AppError INPUT_INVALID if it has none. */
export const jsonOf = (definition: Definition, value: unknown): string => {
  const json = stringify(definition, value);
  if (json === undefined) throw noJson(definition);
  return json;
};

const stringify = (definition: Definition, value: unknown): string | undefined => {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw noJson(definition, cause);
  }
};

const noJson = ({ name }: Definition, cause?: unknown): AppError =>
  new AppError('INPUT_INVALID', `A document of ${name} cannot be written as JSON.`, { cause });

/**
 * The value of an indexed field; `null` where it is absent.
 * @throws AppError INPUT_INVALID for what no index can hold.
 */
export const indexedValueOf = (
  definition: Definition,
  document: unknown,
  field: string,
): IndexedValue | null => {
  const value: unknown =
    typeof document === 'object' && document !== null ? Reflect.get(document, field) : undefined;
  if (value === undefined || value === null) return null;
  if (isIndexable(value)) return value;
  throw new AppError(
    'INPUT_INVALID',
    `The field ${field} of ${definition.name} is indexed: it must be text, a whole number or a boolean.`,
  );
};

const isIndexable = (value: unknown): value is IndexedValue =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isSafeInteger(value));

/**
 * The fields of the queried index, split into those with a given value and those that order the answer.
 * @throws AppError INPUT_INVALID for an unknown index, too many values, a range without a field or values that no index holds.
 */
export const checkedQuery = (
  definition: Definition,
  query: Pick<Query<string>, 'index' | 'equals' | 'from' | 'before'>,
): { readonly fields: readonly string[]; readonly ordering: readonly string[] } => {
  const fields = Object.hasOwn(definition.indexes, query.index)
    ? definition.indexes[query.index]
    : undefined;
  if (!fields) throw badQuery(definition, 'has no such index');
  if (query.equals.length > fields.length) throw badQuery(definition, 'has fewer fields');
  const ordering = fields.slice(query.equals.length);
  const bounds = [query.from, query.before].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && ordering.length === 0)
    throw badQuery(definition, 'has no field left for a range');
  if (![...query.equals, ...bounds].every(isIndexable))
    throw badQuery(definition, 'holds text, whole numbers and booleans only');
  return { fields, ordering };
};

const badQuery = ({ name }: Definition, fault: string): AppError =>
  new AppError('INPUT_INVALID', `The search in ${name} does not fit: its index ${fault}.`);

/** @throws AppError INPUT_INVALID */
export const checkedPageLimit = (limit: number): number => within(limit, MAX_PAGE);

/** @throws AppError INPUT_INVALID */
export const checkedCountLimit = (limit: number): number => within(limit, MAX_COUNT);

const within = (limit: number, largest: number): number => {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= largest) return limit;
  throw new AppError('INPUT_INVALID', `A limit is a whole number from 1 to ${largest}.`);
};
