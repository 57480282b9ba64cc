import type { SQLOutputValue } from 'node:sqlite';

/** What a parameter can be. A boolean is written as 0 or 1. */
export type SqlValue = string | number | null | Uint8Array;

/** A row as SQLite gives it; read its columns by `textOf`, `integerOf`, `bytesOf`. */
export type SqlRow = Record<string, SQLOutputValue>;

/** One statement, run once for each row of parameters. */
export interface Step {
  readonly sql: string;
  /** `[[]]` for a statement without parameters. */
  readonly rows: readonly (readonly SqlValue[])[];
  /** Whether the statement answers with a row (RETURNING, SELECT). Default: it answers with the number of changed rows. */
  readonly returning?: boolean;
}

/** Per row of parameters: rows changed, or the first row returned (`null`: none). */
export interface StepOutcome {
  readonly changes: readonly number[];
  readonly returned: readonly (SqlRow | null)[];
}

export type WriteFailure = 'STORE_UNAVAILABLE' | 'STORE_CORRUPT' | 'INPUT_INVALID';

export type OperationOutcome =
  | { readonly ok: true; readonly steps: readonly StepOutcome[] }
  | { readonly ok: false; readonly code: WriteFailure; readonly message: string };

/** What the writer thread is told. Operations of one message share one transaction. */
export type WriterRequest =
  | { readonly kind: 'commit'; readonly operations: readonly (readonly Step[])[] }
  | { readonly kind: 'close' };

export type WriterAnswer =
  | { readonly kind: 'ready'; readonly journalMode: string; readonly synchronous: number }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'committed'; readonly outcomes: readonly OperationOutcome[] };

export interface WriterData {
  readonly databaseFile: string;
  readonly lockFile: string;
}
