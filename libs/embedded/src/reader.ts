import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '@ml-connector/kernel';
import type { SqlRow, SqlValue } from './writer-protocol.js';

/** Reads on the calling thread. Each call is its own snapshot and sees every acknowledged write. */
export interface Reader {
  /** @throws AppError STORE_UNAVAILABLE, STORE_CORRUPT */
  get(sql: string, ...parameters: readonly SqlValue[]): SqlRow | null;
  /** @throws AppError STORE_UNAVAILABLE, STORE_CORRUPT */
  all(sql: string, ...parameters: readonly SqlValue[]): readonly SqlRow[];
}

export interface OwnedReader extends Reader {
  close(): void;
}

const CORRUPT = new Set([11, 26]);

export const openReader = (databaseFile: string): OwnedReader => {
  const database = new DatabaseSync(databaseFile, { readOnly: true, timeout: 1000 });
  database.exec('PRAGMA cache_size = -16000');
  const statements = new Map<string, StatementSync>();
  const schema = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1');

  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    // Running any statement makes the connection notice tables and indexes that the writer has changed; preparing does not.
    schema.get();
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };

  return {
    get(sql, ...parameters) {
      try {
        return statement(sql).get(...parameters) ?? null;
      } catch (error) {
        throw unreadable(error);
      }
    },
    all(sql, ...parameters) {
      try {
        return statement(sql).all(...parameters);
      } catch (error) {
        throw unreadable(error);
      }
    },
    close: () => database.close(),
  };
};

const unreadable = (error: unknown): AppError => {
  const corrupt =
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    CORRUPT.has(error.errcode % 256);
  return corrupt
    ? new AppError('STORE_CORRUPT', 'The database file is damaged. Restore a backup.', {
        cause: error,
      })
    : new AppError('STORE_UNAVAILABLE', 'The store cannot be read now.', { cause: error });
};
