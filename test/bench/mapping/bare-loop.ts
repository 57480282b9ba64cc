import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Envelope } from '@ml-connector/contracts';

/** The least that mapping could do: read each event as JSON, and write a row for it, all in one commit. */
export const openBareLoop = (directory: string) => {
  const database = new DatabaseSync(join(directory, 'bare.sqlite'));
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE postings (id INTEGER PRIMARY KEY, body TEXT NOT NULL)`);
  const insert = database.prepare('INSERT INTO postings (body) VALUES (?)');
  return {
    run: (records: readonly string[]): void => {
      database.exec('BEGIN');
      for (const record of records) {
        const event: Pick<Envelope, 'id' | 'data'> = JSON.parse(record);
        insert.run(JSON.stringify({ id: event.id, data: event.data }));
      }
      database.exec('COMMIT');
    },
    close: (): void => database.close(),
  };
};
