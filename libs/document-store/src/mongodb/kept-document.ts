import type { mongo } from 'mongoose';
import { checkedDocument } from '../checked-document.js';
import { checkedId, indexedValueOf, jsonOf } from '../document-input.js';
import type { CollectionDefinition, Stored } from '../document-store.js';

/** A document as it stands in the database. */
export interface KeptDocument {
  readonly _id: string;
  readonly version: number;
  /** The newest writes, oldest first: so that whoever lost the answer to a write can see whether it stands. */
  readonly writes: readonly string[];
  readonly value: unknown;
}

export type KeptCollection = mongo.Collection<KeptDocument>;

/** How many writes a document remembers. */
export const REMEMBERED_WRITES = 8;

/** @throws AppError STORE_CORRUPT if the schema refuses it. */
export const storedOf = <Value>(
  definition: CollectionDefinition<Value>,
  { _id, version, value }: Pick<KeptDocument, '_id' | 'version' | 'value'>,
): Stored<Value> => checkedDocument(definition, { id: _id, version, value });

/**
 * A value as the database keeps it: exactly what JSON would keep, so that every store gives the same back.
 * @throws AppError INPUT_INVALID if it cannot be kept.
 */
export const keptValueOf = (
  definition: CollectionDefinition<unknown>,
  fields: readonly string[],
  value: unknown,
): unknown => {
  for (const field of fields) indexedValueOf(definition, value, field);
  const kept: unknown = JSON.parse(jsonOf(definition, value));
  return kept;
};

export const keptIdOf = checkedId;
