import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { JournalEntry, JournalLine } from './journal.js';
import { readRow, type Row } from './rows.js';

/**
 * The one file behind a company: rows of JSON, and the journal beside them. A power cut may lose
 * the last moments (no fsync), a killed process loses nothing that was answered. One process at a
 * time: a second one is refused, as its picture of the file would be old.
 */
export class CompanyStorage {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  /** @throws Error when another process has the file open. */
  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.prepare();
  }

  private prepare(): void {
    this.database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = OFF;
      CREATE TABLE IF NOT EXISTS rows (tbl TEXT, key TEXT, json TEXT, PRIMARY KEY (tbl, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, json TEXT);`);
  }

  load(): readonly Row[] {
    return this.database
      .prepare('SELECT tbl, key, json FROM rows')
      .all()
      .map((row) => readRow(String(row['tbl']), String(row['key']), String(row['json'])));
  }

  /** Stores rows as one step. */
  save(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const put = this.statement('INSERT OR REPLACE INTO rows VALUES (?, ?, ?)');
    const remove = this.statement('DELETE FROM rows WHERE tbl = ? AND key = ?');
    this.inTransaction(() => {
      for (const { table, key, value } of rows) {
        if (value === undefined) remove.run(table, key);
        else put.run(table, key, JSON.stringify(value));
      }
    });
  }

  /** Puts other rows in the place of all; the journal stays. */
  replace(rows: readonly Row[]): void {
    this.database.exec('DELETE FROM rows');
    this.save(rows);
  }

  append(line: JournalLine): void {
    this.statement('INSERT INTO journal (json) VALUES (?)').run(JSON.stringify(line));
  }

  journal(): readonly JournalEntry[] {
    return this.database
      .prepare('SELECT seq, json FROM journal ORDER BY seq')
      .all()
      .map((row) => ({ seq: Number(row['seq']), ...JSON.parse(String(row['json'])) }));
  }

  close(): void {
    this.database.close();
  }

  private statement(sql: string): StatementSync {
    const statement = this.statements.get(sql) ?? this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private inTransaction(work: () => void): void {
    this.database.exec('BEGIN');
    try {
      work();
      this.database.exec('COMMIT');
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }
}
