import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMongodbDocumentStore } from './mongodb-document-store.js';

const MONGODB = join(import.meta.dirname, '../../../../deploy/local/mongodb.sh');
const things = {
  name: 'things',
  schema: z.object({ number: z.number() }),
  indexes: { byNumber: ['number'] },
} as const;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Not one of the ports that the system gives to clients: those can end up connected to themselves. */
const freePort = async (): Promise<number> => {
  for (let port = 26_000 + (process.pid % 4_000); ; port += 1) {
    if (await isFree(port)) return port;
  }
};

describe('the document store while its database is killed', { timeout: 120_000 }, () => {
  let data: string;
  let port: number;
  const mongodb = async (verb: string): Promise<void> => {
    const env = { ...process.env, ML_STACK_DATA: data, ML_STACK_MONGODB_PORT: String(port) };
    await promisify(execFile)(MONGODB, [verb], { env });
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'mongodb-'));
    port = await freePort();
    await mongodb('start');
  }, 120_000);

  afterAll(async () => {
    await mongodb('wipe');
    rmSync(data, { recursive: true, force: true });
  });

  it('has everything acknowledged afterwards, each once, and goes on by itself', async () => {
    const store = createMongodbDocumentStore({ uri: `mongodb://127.0.0.1:${port}/` });
    const collection = store.collection(things);
    const acknowledged: string[] = [];
    const stopping = new AbortController();
    const write = async (writer: number): Promise<void> => {
      for (let index = 0; !stopping.signal.aborted; index += 1) {
        const ids = Array.from({ length: 20 }, (_, each) => `${writer}-${index}-${each}`);
        const documents = ids.map((id) => ({ id, value: { number: index } }));
        // A refusal promises nothing: it is not counted.
        const outcomes = await collection.insertMany(documents).catch(() => []);
        acknowledged.push(...ids.filter((_, each) => outcomes[each] === 'inserted'));
      }
    };
    const writers = [0, 1, 2, 3].map(write);
    await sleep(1_500);
    await mongodb('crash');
    await sleep(2_000);
    const before = acknowledged.length;
    await mongodb('start');
    await sleep(3_000);
    stopping.abort();
    await Promise.all(writers);
    const found = new Set((await collection.getMany(acknowledged)).map(({ id }) => id));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    expect(before).toBeGreaterThan(100);
    expect(acknowledged.length).toBeGreaterThan(before);
    await store.close();
  });
});
