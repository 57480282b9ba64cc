import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine, type EmbeddedEngine } from '@ml-connector/embedded';
import { systemClock, type Clock } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentPositions } from './document-positions.js';
import { createEmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded-event-log.js';
import { eventLogFeatures, type LogUnderTest } from './event-log.features.js';
import type { EventLog } from './event-log.js';

const openLog = (
  engine: EmbeddedEngine,
  options: Partial<EmbeddedEventLogOptions> = {},
): EventLog =>
  createEmbeddedEventLog(engine, {
    positions: documentPositions(createEmbeddedDocumentStore(engine)),
    clock: systemClock,
    pause: () => 5,
    ...options,
  });

const makeLog = async (): Promise<LogUnderTest> => {
  const directory = mkdtempSync(join(tmpdir(), 'log-'));
  let engine = await openEngine({ directory });
  let log = openLog(engine);
  const close = async (): Promise<void> => {
    await log.close();
    await engine.close();
  };
  return {
    log,
    partitions: 12,
    async reopen() {
      await close();
      engine = await openEngine({ directory });
      log = openLog(engine);
      return log;
    },
    async close() {
      await close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

eventLogFeatures('the embedded event log', makeLog);

describe('the embedded event log in its file', () => {
  let directory: string;
  let engine: EmbeddedEngine;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'log-'));
    engine = await openEngine({ directory });
  });

  afterEach(async () => {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const record = { key: 'k', value: new Uint8Array(), headers: {} };

  it('is refused with another number of partitions than it was installed with', async () => {
    await openLog(engine, { partitions: 4 }).ensureTopics([TOPICS.orders]);
    expect(() => openLog(engine, { partitions: 12 })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('4') }),
    );
    await expect(openLog(engine, { partitions: 4 }).ends(TOPICS.orders)).resolves.toHaveLength(4);
  });

  it('refuses a topic that nobody has made', async () => {
    const log = openLog(engine);
    await expect(log.append(TOPICS.orders, [record])).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
  });

  it('never goes back in time when the clock does, not even over a restart', async () => {
    const times = [5000, 1000, 6000, 2000];
    const clock: Clock = { now: () => times.shift() ?? 0 };
    const log = openLog(engine, { clock });
    await log.ensureTopics([TOPICS.orders]);
    for (const _ of [1, 2, 3]) await log.append(TOPICS.orders, [record]);
    const restarted = openLog(engine, { clock });
    const [place] = await restarted.append(TOPICS.orders, [record]);
    const records = await restarted.read(TOPICS.orders, place?.partition ?? 0, 0, 10);
    expect(records.map(({ appendedAt }) => appendedAt)).toEqual([5000, 5000, 6000, 6000]);
  });

  it('does not pass over records when it is older than the positions', async () => {
    const positions = documentPositions(createEmbeddedDocumentStore(engine));
    const log = openLog(engine, { positions });
    await log.ensureTopics([TOPICS.orders]);
    await positions.save('test.reader', TOPICS.orders, 3, 100);
    const told = Promise.withResolvers<unknown>();
    const subscription = await log.subscribe({
      group: 'test.reader',
      topics: [TOPICS.orders],
      handle: async () => undefined,
      onError: told.resolve,
    });
    await expect(told.promise).resolves.toMatchObject({ code: 'STORE_CORRUPT' });
    await subscription.close();
  });

  it('goes on when whoever listens to errors fails', async () => {
    const log = openLog(engine);
    await log.ensureTopics([TOPICS.orders]);
    await log.append(TOPICS.orders, [record]);
    let tries = 0;
    const subscription = await log.subscribe({
      group: 'test.reader',
      topics: [TOPICS.orders],
      handle: async () => {
        tries += 1;
        if (tries < 3) throw new Error('not yet');
      },
      onError: () => {
        throw new Error('a broken listener');
      },
    });
    await subscription.caughtUp();
    expect(tries).toBe(3);
    await subscription.close();
  });

  it('refuses everything after it was closed', async () => {
    const log = openLog(engine);
    await log.ensureTopics([TOPICS.orders]);
    await log.close();
    await expect(log.append(TOPICS.orders, [record])).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
  });
});
