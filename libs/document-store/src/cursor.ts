import { AppError, canonicalJson, sha256Hex } from '@ml-connector/kernel';
import { z } from 'zod';
import type { IndexedValue, Query } from './document-store.js';

/** Where a page ended: the index's values after `equals`, then the id. */
export interface PageEnd {
  readonly values: readonly IndexedValue[];
  readonly id: string;
}

const cursorSchema = z.tuple([
  z.string(),
  z.array(z.union([z.string(), z.number(), z.boolean()])).max(20),
  z.string(),
]);

/** Opaque text that only the query it came from takes back. */
export const encodeCursor = (collection: string, query: Query<string>, end: PageEnd): string =>
  Buffer.from(JSON.stringify([fingerprint(collection, query), end.values, end.id])).toString(
    'base64url',
  );

/**
 * The end of the page before, or `null` without a cursor.
 * @throws AppError INPUT_INVALID for a cursor of another query or none of ours.
 */
export const decodeCursor = (collection: string, query: Query<string>): PageEnd | null => {
  if (query.cursor === undefined) return null;
  const parsed = cursorSchema.safeParse(jsonOf(query.cursor));
  if (!parsed.success || parsed.data[0] !== fingerprint(collection, query)) {
    throw new AppError('INPUT_INVALID', 'The cursor does not belong to this list.');
  }
  const [, values, id] = parsed.data;
  return { values, id };
};

const jsonOf = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
};

const fingerprint = (collection: string, query: Query<string>): string => {
  const { index, equals, from, before, descending = false } = query;
  return sha256Hex(canonicalJson({ collection, index, equals, from, before, descending })).slice(
    0,
    12,
  );
};
