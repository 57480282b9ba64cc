import type { z } from 'zod';

/**
 * A place for typed documents. One document is the unit of consistency: there is no transaction over two, and every
 * uniqueness is a deterministic id. What is acknowledged is durable; a read sees every acknowledged write.
 */
export interface DocumentStore {
  collection<Value, IndexName extends string>(
    definition: CollectionDefinition<Value, IndexName>,
  ): Collection<Value, IndexName>;
}

/** What a collection holds and by which fields it can be searched. A module constant beside the code that owns the documents. */
export interface CollectionDefinition<Value, IndexName extends string = string> {
  /** Lower-case words with hyphens, e.g. `order-snapshots`. */
  readonly name: string;
  /** Parses what is read; a document of an older shape is brought to the newest here. */
  readonly schema: z.ZodType<Value>;
  /**
   * By name: the top-level fields of the value in order. A document in which one of the fields is absent (`undefined`
   * or `null`) is not in that index. Fields are strings, numbers (safe integers) or booleans.
   */
  readonly indexes: Readonly<Record<IndexName, readonly string[]>>;
}

/** What a database has to know of a collection before it is used. */
export type DeclaredCollection = Pick<CollectionDefinition<unknown>, 'name' | 'indexes'>;

/** A document as it stands: `version` is 1 after the insert and one more after every replacement. */
export interface Stored<Value> {
  readonly id: string;
  readonly version: number;
  readonly value: Value;
}

export type InsertOutcome = 'inserted' | 'exists';
export type ReplaceOutcome = 'replaced' | 'conflict';
export type RemoveOutcome = 'removed' | 'conflict';

export interface NewDocument<Value> {
  readonly id: string;
  readonly value: Value;
}

/** A replacement that holds only if the document still has the version that was read. */
export interface Replacement<Value> extends NewDocument<Value> {
  readonly expectedVersion: number;
}

export type IndexedValue = string | number | boolean;

/** Equal values for the first fields of an index, and a range for the next one. */
export interface Query<IndexName extends string> {
  readonly index: IndexName;
  /** Values for the leading fields of the index, in its order; empty for all of the index. */
  readonly equals: readonly IndexedValue[];
  /** Inclusive lower bound of the field after `equals`. */
  readonly from?: IndexedValue;
  /** Exclusive upper bound of the field after `equals`. */
  readonly before?: IndexedValue;
  /** Largest first. Default: smallest first. Order: the index's fields after `equals`, then the id. */
  readonly descending?: boolean;
  /** 1 to 1,000. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface Page<Value> {
  readonly items: readonly Stored<Value>[];
  /** Opaque; `null` after the last page. Keyset paging: documents written meanwhile neither repeat nor shift a page. */
  readonly next: string | null;
}

/**
 * Errors of every method: AppError STORE_UNAVAILABLE (retryable; the outcome of a write is unknown: read by id),
 * STORE_CORRUPT (a document that the schema refuses).
 */
export interface Collection<Value, IndexName extends string = string> {
  insert(id: string, value: Value): Promise<InsertOutcome>;
  get(id: string): Promise<Stored<Value> | null>;
  /** Those that exist, in no particular order. */
  getMany(ids: readonly string[]): Promise<readonly Stored<Value>[]>;
  replace(id: string, expectedVersion: number, value: Value): Promise<ReplaceOutcome>;
  remove(id: string, expectedVersion: number): Promise<RemoveOutcome>;
  /** Each on its own; outcomes in the order of the argument. Not atomic as a whole. */
  insertMany(documents: readonly NewDocument<Value>[]): Promise<readonly InsertOutcome[]>;
  replaceMany(replacements: readonly Replacement<Value>[]): Promise<readonly ReplaceOutcome[]>;
  find(query: Query<IndexName>): Promise<Page<Value>>;
  /** How many documents an index prefix holds, counted up to `limit` (1 to 1,000,000). */
  count(
    query: Pick<Query<IndexName>, 'index' | 'equals' | 'from' | 'before'> & {
      readonly limit: number;
    },
  ): Promise<number>;
}
