import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TOPICS } from '@ml-connector/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventLog, NewRecord } from '../event-log.js';
import { memoryPositions, openTestLog, textOf, textRecord } from './cluster.fixture.js';

const TOPIC = TOPICS.orders;
const KAFKA = join(import.meta.dirname, '../../../../deploy/local/kafka.sh');

/**
 * A port that is free. Not one of those that the system gives to clients: whoever tries again and again to connect to such
 * a port on the same machine ends up connected to itself, and the server cannot have it any more.
 */
const freePort = async (): Promise<number> => {
  for (let port = 20_000 + (process.pid % 5_000); ; port += 2) {
    if (await isFree(port)) return port;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Starts what waits for its turn again until it succeeds. */
const appendUntilTaken = async (log: EventLog, record: NewRecord): Promise<number> => {
  for (let refusals = 0; ; refusals += 1) {
    try {
      await log.append(TOPIC, [record]);
      return refusals;
    } catch {
      await sleep(50);
    }
  }
};

describe('the log while its Kafka is killed', { timeout: 120_000 }, () => {
  let data: string;
  let port: number;
  const kafka = async (verb: string): Promise<void> => {
    const env = { ...process.env, ML_STACK_DATA: data, ML_STACK_KAFKA_PORT: String(port) };
    await promisify(execFile)(KAFKA, [verb], { env });
  };

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'kafka-'));
    port = await freePort();
    await kafka('start');
  }, 120_000);

  afterAll(async () => {
    await kafka('stop');
    rmSync(data, { recursive: true, force: true });
  });

  it('keeps what it acknowledged, refuses meanwhile, and goes on by itself', async () => {
    const failures: unknown[] = [];
    const seen = new Set<string>();
    const log = openTestLog({
      prefix: '',
      positions: memoryPositions(),
      connection: { brokers: [`127.0.0.1:${port}`] },
      pause: () => 100,
    });
    await log.ensureTopics([TOPIC]);
    const subscription = await log.subscribe({
      group: 'test.reader',
      topics: [TOPIC],
      handle: async ({ records }) => {
        for (const record of records) seen.add(textOf(record));
      },
      onError: (error) => failures.push(error),
    });
    const stopping = new AbortController();
    let refused = 0;
    const appended: string[] = [];
    const append = async (writer: number): Promise<void> => {
      for (let index = 0; !stopping.signal.aborted; index += 1) {
        const text = `${writer}-${index}`;
        refused += await appendUntilTaken(log, textRecord(`key-${writer}`, text));
        appended.push(text);
        await sleep(5);
      }
    };
    const writers = [0, 1, 2, 3, 4].map(append);
    await sleep(1_000);
    // Long enough for kafkajs to give up; the second time it is back before anybody notices.
    for (const outage of [6_000, 0]) {
      await kafka('crash');
      await sleep(outage);
      await kafka('start');
      await sleep(4_000);
    }
    stopping.abort();
    await Promise.all(writers);
    await subscription.caughtUp();
    expect(refused).toBeGreaterThan(0);
    expect(failures.length).toBeGreaterThan(0);
    expect(appended.filter((text) => !seen.has(text))).toEqual([]);
    expect(appended.length).toBeGreaterThan(100);
    await log.close();
  });
});
