import { DatabaseSync } from 'node:sqlite';

/** Documents in a table by hand, on the calling thread. */
export const openBareStore = (file: string) => {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE things (id TEXT PRIMARY KEY, shop TEXT, number INTEGER, body TEXT NOT NULL);
    CREATE INDEX by_shop ON things (shop, number, id)`);
  const insert = database.prepare(
    'INSERT INTO things (id, shop, number, body) VALUES (?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT body FROM things WHERE id = ?');
  return {
    /** In one transaction. */
    insertMany: (
      ids: readonly string[],
      value: { readonly shop: string; readonly number: number },
    ): void => {
      database.exec('BEGIN');
      for (const id of ids) insert.run(id, value.shop, value.number, JSON.stringify(value));
      database.exec('COMMIT');
    },
    get: (id: string): unknown => {
      const row = select.get(id);
      return row && JSON.parse(String(row['body']));
    },
    close: (): void => database.close(),
  };
};
