import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine, type EmbeddedEngine } from '@ml-connector/embedded';
import { AppError } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogRecord, RecordBatch } from './event-log.js';
import { createParking, type Parking } from './parking.js';
import type { HandleBatch } from './parking-group.js';

const GROUP = 'test.group';

/** One partition of a log, as far as parking looks at it. */
const recordsOf = (...texts: readonly string[]): LogRecord[] =>
  texts.map((text, offset) => ({
    topic: TOPICS.orders,
    partition: 0,
    offset,
    appendedAt: 0,
    key: text.split(':')[0] ?? '',
    value: Buffer.from(text),
    headers: {},
  }));
const batchOf = (records: readonly LogRecord[]): RecordBatch => ({
  topic: TOPICS.orders,
  partition: 0,
  records,
});
const textOf = ({ value }: LogRecord): string => Buffer.from(value).toString();

describe('parking', () => {
  let directory: string;
  let engine: EmbeddedEngine;
  let log: LogRecord[];
  let parking: Parking;
  let handled: string[];
  let poison: (text: string) => boolean;
  let time: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'parking-'));
    engine = await openEngine({ directory });
    log = [];
    handled = [];
    poison = (text) => text.endsWith('bad');
    time = 0;
    parking = createParking({
      store: createEmbeddedDocumentStore(engine),
      log: { read: async (_topic, _partition, from, limit) => log.slice(from, from + limit) },
      clock: { now: () => (time += 1) },
    });
  });

  afterEach(async () => {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const handle: HandleBatch = async ({ records }) => {
    const texts = records.map(textOf);
    if (texts.some(poison)) throw new AppError('EVENT_INVALID', 'It has no shape.');
    handled.push(...texts);
  };
  const deliver = async (...texts: readonly string[]): Promise<void> => {
    const start = log.length;
    log.push(...recordsOf(...texts).map((record, index) => ({ ...record, offset: start + index })));
    await parking.join({ group: GROUP, handle }).handle(batchOf(log.slice(start)));
  };
  const parkedKeys = async (): Promise<string[]> => {
    const { items } = await parking.parkedKeys({ limit: 1000 });
    return items.map(({ value }) => value.key);
  };
  const release = (key: string): ReturnType<Parking['release']> =>
    parking.release({ group: GROUP, topic: TOPICS.orders, key });

  it('loses nothing of a batch in which many keys are poison, though nobody listens', async () => {
    const texts = Array.from({ length: 300 }, (_, n) => `k${n}:${n % 30 === 0 ? 'bad' : 'good'}`);
    await deliver(...texts);
    const keys = await parkedKeys();
    expect(keys).toHaveLength(10);
    expect(new Set([...handled, ...keys.map((key) => `${key}:bad`)])).toEqual(new Set(texts));
  });

  it('finds one poison event among many in few calls', async () => {
    let calls = 0;
    const counting: HandleBatch = async (batch) => {
      calls += 1;
      await handle(batch);
    };
    const records = recordsOf(
      ...Array.from({ length: 512 }, (_, n) => `k${n}:${n === 77 ? 'bad' : 'good'}`),
    );
    await parking.join({ group: GROUP, handle: counting }).handle(batchOf(records));
    expect(await parkedKeys()).toEqual(['k77']);
    expect(calls).toBeLessThan(30);
  });

  it('shows the oldest first, and pages', async () => {
    await deliver('b:bad', 'a:bad', 'c:bad');
    const first = await parking.parkedKeys({ limit: 2 });
    const cursor = first.next ?? '';
    const second = await parking.parkedKeys({ limit: 2, cursor });
    const keys = [...first.items, ...second.items].map(({ value }) => value.key);
    expect(keys).toEqual(['b', 'a', 'c']);
  });

  it('queues the same events once when their batch comes again', async () => {
    await deliver('a:bad', 'a:2');
    await parking.join({ group: GROUP, handle }).handle(batchOf(log));
    poison = () => false;
    await expect(release('a')).resolves.toEqual({ outcome: 'released', handled: 2 });
    expect(handled).toEqual(['a:bad', 'a:2']);
  });

  it('keeps groups apart', async () => {
    await deliver('a:bad');
    await parking
      .join({ group: 'other.group', handle: async () => undefined })
      .handle(batchOf(log));
    await expect(parkedKeys()).resolves.toEqual(['a']);
    await expect(
      parking.release({ group: 'other.group', topic: TOPICS.orders, key: 'a' }),
    ).resolves.toEqual({ outcome: 'not-parked' });
  });

  it('hands over a batch after a release, never during it', async () => {
    await deliver('a:bad', 'a:2', 'a:3');
    poison = () => false;
    await Promise.all([release('a'), deliver('a:4'), deliver('a:5')]);
    expect(handled).toEqual(['a:bad', 'a:2', 'a:3', 'a:4', 'a:5']);
  });

  it('names an event that the log no longer has', async () => {
    await deliver('a:bad');
    log = [];
    await expect(release('a')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await expect(parkedKeys()).resolves.toEqual(['a']);
  });

  it('releases nothing for a group that has left', async () => {
    parking.join({ group: GROUP, handle }).leave();
    await expect(release('a')).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });
});
