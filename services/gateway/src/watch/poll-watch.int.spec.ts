import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONNECTOR_POLLS, POLL_BUCKETS, pollBucketOf } from '@ml-connector/connections';
import { createEmbeddedDocumentStore, type DocumentStore } from '@ml-connector/document-store';
import { openEngine, type EmbeddedEngine } from '@ml-connector/embedded';
import { AppError } from '@ml-connector/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPollWatch } from './poll-watch.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const time = { now: NOW };
const clock = { now: () => time.now };
let engine: EmbeddedEngine;
let store: DocumentStore;
const directory = mkdtempSync(join(tmpdir(), 'polls-'));
beforeAll(async () => {
  engine = await openEngine({ directory });
  store = createEmbeddedDocumentStore(engine);
});
afterAll(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

const known = async (id: string) =>
  (await store.collection(CONNECTOR_POLLS).get(pollBucketOf(id)))?.value.polls[id];

describe('the calls of Web Connectors', () => {
  it('are written down together, with the time between them', async () => {
    const watch = createPollWatch({ store, clock });
    watch.polled('con-a');
    await watch.flush();
    time.now += 300_000;
    watch.polled('con-a');
    watch.refused('con-b');
    await watch.flush();
    expect(await known('con-a')).toEqual({
      at: '2026-11-24T10:05:00.000Z',
      everyMs: 300_000,
      refusedAt: null,
    });
    expect(await known('con-b')).toEqual({
      at: null,
      everyMs: null,
      refusedAt: '2026-11-24T10:05:00.000Z',
    });
  });

  it('of ten thousand connections make no more writes than there are documents', async () => {
    let writes = 0;
    const counting: DocumentStore = {
      collection: (definition) => {
        const real = store.collection(definition);
        const counted = async <Result>(write: Promise<Result>): Promise<Result> => {
          writes += 1;
          return await write;
        };
        return {
          ...real,
          insert: (...given) => counted(real.insert(...given)),
          replace: (...given) => counted(real.replace(...given)),
        };
      },
    };
    const watch = createPollWatch({ store: counting, clock });
    for (let connection = 0; connection < 10_000; connection += 1)
      watch.polled(`con-${connection}`);
    await watch.flush();
    expect(writes).toBe(POLL_BUCKETS.length);
    await watch.flush();
    expect(writes).toBe(POLL_BUCKETS.length);
  });

  it('are told by every replica, the latest counting', async () => {
    const [one, other] = [createPollWatch({ store, clock }), createPollWatch({ store, clock })];
    one.polled('con-c');
    time.now += 60_000;
    other.polled('con-c');
    await other.flush();
    await one.flush();
    expect((await known('con-c'))?.at).toBe(new Date(time.now).toISOString());
  });

  it('are not forgotten where they cannot be written yet', async () => {
    const down = { is: true };
    const flaky: DocumentStore = {
      collection: (definition) => {
        const real = store.collection(definition);
        return {
          ...real,
          get: (id) =>
            down.is
              ? Promise.reject(new AppError('STORE_UNAVAILABLE', 'The store is away.'))
              : real.get(id),
        };
      },
    };
    const watch = createPollWatch({ store: flaky, clock });
    watch.polled('con-d');
    await expect(watch.flush()).rejects.toThrow('away');
    down.is = false;
    await watch.flush();
    expect((await known('con-d'))?.at).toBe(new Date(time.now).toISOString());
  });
});
