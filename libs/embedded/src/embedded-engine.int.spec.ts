import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, type EmbeddedEngine, type EngineOptions } from './embedded-engine.js';
import { integerOf } from './sql-row.js';
import type { SqlValue, Step } from './writer-protocol.js';

const TABLE: Step = {
  sql: 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)',
  rows: [[]],
};
const insert = (...rows: SqlValue[][]): Step => ({
  sql: 'INSERT INTO notes (id, text) VALUES (?, ?)',
  rows,
});

const count = (engine: EmbeddedEngine): number =>
  integerOf(engine.read.get('SELECT count(*) AS n FROM notes') ?? {}, 'n');

describe('the embedded engine', () => {
  let directory: string;
  let open: EmbeddedEngine[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'engine-'));
    open = [];
  });

  afterEach(async () => {
    for (const engine of open) await engine.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const start = async (options: Partial<EngineOptions> = {}): Promise<EmbeddedEngine> => {
    const engine = await openEngine({ directory, ...options });
    open.push(engine);
    await engine.write([TABLE]);
    return engine;
  };

  it('reads every write that it has acknowledged', async () => {
    const engine = await start();
    for (let id = 0; id < 50; id += 1) {
      await engine.write([insert([id, 'x'])]);
      expect(count(engine)).toBe(id + 1);
    }
  });

  it('acknowledges many concurrent writes, each with its own outcome', async () => {
    const engine = await start();
    const writes = Array.from({ length: 500 }, (_, id) => engine.write([insert([id, `n${id}`])]));
    const outcomes = await Promise.all(writes);
    expect(outcomes.map(([step]) => step?.changes)).toEqual(writes.map(() => [1]));
    expect(count(engine)).toBe(500);
  });

  it('lets a failing operation fail alone among those that share its transaction', async () => {
    const engine = await start();
    const outcomes = await Promise.allSettled([
      engine.write([insert([1, 'a'])]),
      engine.write([insert([1, 'again'])]),
      engine.write([insert([2, 'b'], [3, null])]),
      engine.write([insert([4, 'd'])]),
      engine.write([{ sql: 'NONSENSE', rows: [[]] }]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes[1]).toHaveProperty('reason.code', 'INPUT_INVALID');
    expect(engine.read.all('SELECT id FROM notes ORDER BY id').map(({ id }) => id)).toEqual([1, 4]);
  });

  it('answers with the rows that a statement returns', async () => {
    const engine = await start();
    const [step] = await engine.write([
      { ...insert([7, 'a']), sql: `${insert().sql} RETURNING id`, returning: true },
    ]);
    expect(step?.returned).toEqual([{ id: 7 }]);
  });

  it('commits each write by itself when it is told to', async () => {
    const engine = await start({ commitEach: true });
    await Promise.all(Array.from({ length: 20 }, (_, id) => engine.write([insert([id, 'x'])])));
    expect(count(engine)).toBe(20);
  });

  it('refuses what waits beyond its bound and goes on afterwards', async () => {
    const engine = await start({ maxQueuedBytes: 1000 });
    const outcomes = await Promise.allSettled([
      engine.write([insert([1, 'a'.repeat(900)])]),
      engine.write([insert([2, 'b'.repeat(900)])]),
    ]);
    expect(outcomes[1]).toMatchObject({
      status: 'rejected',
      reason: { code: 'STORE_UNAVAILABLE' },
    });
    await engine.write([insert([3, 'c'])]);
    expect(count(engine)).toBe(2);
  });

  it('keeps exactly what it acknowledged when space runs out, and goes on when there is some', async () => {
    const engine = await start();
    const allow = (pages: number): Promise<unknown> =>
      engine.write([{ sql: `PRAGMA max_page_count = ${pages}`, rows: [[]], returning: true }]);
    await allow(40);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, id) => engine.write([insert([id, 'x'.repeat(id * 200)])])),
    );
    await allow(1_000_000);
    await engine.write([insert([1000, 'y'])]);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const outcome of refused) {
      expect(outcome).toHaveProperty('reason.code', 'STORE_UNAVAILABLE');
    }
    expect(count(engine)).toBe(outcomes.length - refused.length + 1);
  });

  it('is well as long as it writes', async () => {
    const engine = await start();
    await expect(engine.probe()).resolves.toBeUndefined();
  });

  it('says so when nothing can be written any more, though everything can be read', async () => {
    const engine = await start();
    await engine.write([{ sql: 'PRAGMA query_only = ON', rows: [[]], returning: true }]);
    const refused = { code: 'STORE_UNAVAILABLE' };
    await expect(engine.write([insert([1, 'a'])])).rejects.toMatchObject(refused);
    expect(count(engine)).toBe(0);
    await expect(engine.probe()).rejects.toMatchObject(refused);
  });

  it('says so when it is closed', async () => {
    const engine = await start();
    await engine.close();
    await expect(engine.probe()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('writes what was handed in before it closes and refuses what comes later', async () => {
    const engine = await start();
    const write = engine.write([insert([1, 'a'])]);
    const closed = engine.close();
    await expect(engine.write([insert([2, 'b'])])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    await write;
    await closed;
    expect(count(await start())).toBe(1);
  });

  it('refuses a second engine in the same process, naming directory and pid', async () => {
    await start();
    await expect(openEngine({ directory })).rejects.toMatchObject({
      code: 'STORE_IN_USE',
      message: expect.stringMatching(
        new RegExp(`${directory} is in use by process ${process.pid}`),
      ),
    });
    expect(count(await reopened())).toBe(0);
  });

  const reopened = async (): Promise<EmbeddedEngine> => {
    await open.pop()?.close();
    return start();
  };

  it('is refused while another process holds the directory and free as soon as that is killed', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER], {
      env: { ...process.env, LOCK_FILE: join(directory, 'ml-connector.lock') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    writeFileSync(join(directory, 'ml-connector.pid'), `${holder.pid}\n`);
    await once(holder.stdout, 'data');
    await expect(openEngine({ directory })).rejects.toMatchObject({
      code: 'STORE_IN_USE',
      message: expect.stringContaining(`process ${holder.pid}`),
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(count(await start())).toBe(0);
  });

  it('says what to do when the data directory cannot be written', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    await expect(openEngine({ directory: join(file, 'data') })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('ML_DATA_DIR'),
    });
  });

  it('refuses a file that is no database', async () => {
    writeFileSync(
      join(directory, 'ml-connector.sqlite'),
      'This is a letter to a friend.'.repeat(99),
    );
    await expect(openEngine({ directory })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('refuses to start when it cannot have its journal', async () => {
    const other = new DatabaseSync(join(directory, 'ml-connector.sqlite'));
    other.exec('CREATE TABLE t (x); BEGIN IMMEDIATE');
    await expect(openEngine({ directory })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    other.close();
  });
});

const HOLDER = `
  import { DatabaseSync } from 'node:sqlite';
  const lock = new DatabaseSync(process.env.LOCK_FILE);
  lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => lock, 1000);
`;
