/**
 * The only writer of the database file; runs in a worker thread. It imports nothing of ours at run time, so that Node
 * can load this very file from source (types stripped) as well as from dist.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type {
  OperationOutcome,
  Step,
  StepOutcome,
  WriteFailure,
  WriterAnswer,
  WriterData,
  WriterRequest,
} from './writer-protocol.js';

const SQLITE_BUSY = 5;
const REFUSED_FOR_GOOD = new Set([1, 18, 19, 20, 25]);
const CORRUPT = new Set([11, 26]);
/** Pages of 4 kB in the write-ahead log before they are moved into the database file. */
const CHECKPOINT_PAGES = 4000;

const resultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode % 256
    : null;

const failureOf = (error: unknown): WriteFailure => {
  if (error instanceof TypeError || error instanceof RangeError) return 'INPUT_INVALID';
  const code = resultCode(error);
  if (code !== null && REFUSED_FOR_GOOD.has(code)) return 'INPUT_INVALID';
  return code !== null && CORRUPT.has(code) ? 'STORE_CORRUPT' : 'STORE_UNAVAILABLE';
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

const failed = (error: unknown): OperationOutcome => ({
  ok: false,
  code: failureOf(error),
  message: messageOf(error),
});

/** An exclusive lock of the operating system: a killed process cannot leave it behind, unlike a file with a pid. */
const takeLock = (lockFile: string): DatabaseSync | null => {
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (resultCode(error) === SQLITE_BUSY) return null;
    throw error;
  }
};

const openDatabase = (databaseFile: string): DatabaseSync => {
  const database = new DatabaseSync(databaseFile, { timeout: 2000 });
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -16000;
    CREATE TABLE IF NOT EXISTS engine_settlings (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), count INTEGER NOT NULL);
    INSERT INTO engine_settlings VALUES (1, 0) ON CONFLICT DO NOTHING;
  `);
  return database;
};

const createWriter = (database: DatabaseSync) => {
  const statements = new Map<string, StatementSync>();

  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };

  const runStep = ({ sql, rows, returning }: Step): StepOutcome => {
    const prepared = statement(sql);
    return returning
      ? { changes: [], returned: rows.map((row) => prepared.get(...row) ?? null) }
      : { changes: rows.map((row) => Number(prepared.run(...row).changes)), returned: [] };
  };

  /** One statement with one row is atomic by itself; anything longer gets a savepoint, so that it fails alone. */
  const runOperation = (steps: readonly Step[]): OperationOutcome => {
    if (steps.length === 1 && steps[0]?.rows.length === 1) {
      return { ok: true, steps: steps.map(runStep) };
    }
    statement('SAVEPOINT operation').run();
    try {
      const outcomes = steps.map(runStep);
      statement('RELEASE operation').run();
      return { ok: true, steps: outcomes };
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK TO operation; RELEASE operation');
      throw error;
    }
  };

  const runAll = (operations: readonly (readonly Step[])[]): OperationOutcome[] =>
    operations.map((steps) => {
      try {
        return runOperation(steps);
      } catch (error) {
        // Some failures (disk full, I/O) end the whole transaction, and with it what ran before.
        if (!database.isTransaction) throw error;
        return failed(error);
      }
    });

  /**
   * A commit whose fsync failed may have left complete frames behind, which a later recovery would take for committed.
   * Writing over them makes the failure definite.
   */
  const settle = (): void => {
    try {
      if (database.isTransaction) database.exec('ROLLBACK');
      database.exec('UPDATE engine_settlings SET count = count + 1');
    } catch {
      // The outcome stays unknown until the next commit succeeds, as the caller was told.
    }
  };

  return (operations: readonly (readonly Step[])[]): readonly OperationOutcome[] => {
    try {
      statement('BEGIN IMMEDIATE').run();
      const outcomes = runAll(operations);
      statement('COMMIT').run();
      return outcomes;
    } catch (error) {
      settle();
      const outcome = failed(error);
      return operations.map(() => outcome);
    }
  };
};

const pragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

const answer = (message: WriterAnswer): void => {
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
};

const start = ({ databaseFile, lockFile }: WriterData): void => {
  const lock = takeLock(lockFile);
  if (!lock) {
    answer({ kind: 'in-use' });
    return;
  }
  const database = openDatabase(databaseFile);
  const commit = createWriter(database);
  parentPort?.on('message', (request: WriterRequest) => {
    if (request.kind === 'commit') {
      answer({ kind: 'committed', outcomes: commit(request.operations) });
      return;
    }
    database.close();
    lock.close();
    parentPort?.close();
  });
  answer({
    kind: 'ready',
    journalMode: String(pragma(database, 'journal_mode')),
    synchronous: Number(pragma(database, 'synchronous')),
  });
};

try {
  // The thread's only starter is openEngine, which passes exactly this.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  start(workerData as WriterData);
} catch (error) {
  answer({ kind: 'refused', message: messageOf(error) });
}
