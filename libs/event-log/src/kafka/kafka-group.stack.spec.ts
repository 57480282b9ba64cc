import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventLog, RecordBatch, Subscription } from '../event-log.js';
import { partitionForKey } from '../partition-for-key.js';
import {
  deleteTopics,
  memoryPositions,
  openTestLog,
  ownPrefix,
  PARTITIONS,
  textOf,
  textRecord,
  textRecords,
  withAdmin,
} from './cluster.fixture.js';

const TOPIC = TOPICS.orders;
const GROUP = 'test.reader';
const PATIENCE = { timeout: 30_000, interval: 20 };

describe('a consumer group in Kafka', { timeout: 60_000 }, () => {
  let prefix: string;
  let positions: ReturnType<typeof memoryPositions>;
  let log: EventLog;

  beforeEach(async () => {
    prefix = ownPrefix();
    positions = memoryPositions();
    log = openTestLog({ prefix, positions });
    await log.ensureTopics([TOPIC]);
  });

  afterEach(async () => {
    await log.close();
    await deleteTopics(prefix);
  });

  const subscribe = (
    handle: (batch: RecordBatch) => Promise<void>,
    onError?: (error: unknown, batch: RecordBatch) => void,
  ): Promise<Subscription> =>
    log.subscribe({ group: GROUP, topics: [TOPIC], handle, ...(onError ? { onError } : {}) });

  it('starts where the positions stand, whatever Kafka believes: a restored database re-reads what it lacks', async () => {
    await log.append(TOPIC, textRecords(100));
    const before = await subscribe(async () => undefined);
    await before.caughtUp();
    await before.close();
    const committed = await withAdmin((admin) =>
      admin.fetchOffsets({ groupId: prefix + GROUP, topics: [prefix + TOPIC] }),
    );
    const seen: string[] = [];
    positions.kept.clear();
    const after = await subscribe(async ({ records }) => void seen.push(...records.map(textOf)));
    await after.caughtUp();
    expect(seen).toHaveLength(100);
    const offsets = committed.flatMap((topic) => topic.partitions.map(({ offset }) => offset));
    expect(offsets.reduce((sum, offset) => sum + Number(offset), 0)).toBe(100);
  });

  it('never lets two members work on one partition, while members come and go', async () => {
    const busy = new Set<number>();
    const seen = new Set<string>();
    let overlaps = 0;
    const work = async ({ partition, records }: RecordBatch): Promise<void> => {
      if (busy.has(partition)) overlaps += 1;
      busy.add(partition);
      // Longer than all members need to notice that another one comes.
      await sleep(400);
      for (const record of records) seen.add(textOf(record));
      busy.delete(partition);
    };
    const members = [await subscribe(work), await subscribe(work)];
    for (let round = 0; round < 30; round += 1) {
      await log.append(TOPIC, textRecords(20, round * 20));
      if (round % 10 === 5) members.push(await subscribe(work));
      if (round % 10 === 9) await members.shift()?.close();
      await sleep(250);
    }
    await members.at(-1)?.caughtUp();
    expect(overlaps).toBe(0);
    expect(seen.size).toBe(600);
  });

  it('alarms and stands still where the log has no such offset, and goes on elsewhere', async () => {
    const alarms: unknown[] = [];
    const seen = new Set<number>();
    const broken = partitionForKey('con-a|order|0', PARTITIONS);
    await log.append(TOPIC, textRecords(100));
    positions.kept.set(`${GROUP}|${TOPIC}|${broken}`, 5000);
    await subscribe(
      async ({ partition }) => void seen.add(partition),
      (error, { partition }) => alarms.push([partition, error]),
    );
    await vi.waitFor(() => {
      expect(seen.size).toBe(PARTITIONS - 1);
      expect(alarms.length).toBeGreaterThan(1);
    }, PATIENCE);
    expect(alarms[0]).toEqual([broken, expect.objectContaining({ code: 'STORE_CORRUPT' })]);
    expect(positions.kept.get(`${GROUP}|${TOPIC}|${broken}`)).toBe(5000);
  });

  it('F60: takes nothing of a log that was put back alone, though it has grown past the positions since', async () => {
    await log.append(TOPIC, textRecords(40));
    const before = await subscribe(async () => undefined);
    await before.caughtUp();
    await log.close();
    const standing = new Map(positions.kept);
    await deleteTopics(prefix);
    log = openTestLog({ prefix, positions });
    await vi.waitFor(() => log.ensureTopics([TOPIC]), PATIENCE);
    await log.append(TOPIC, textRecords(400, 1_000));
    const alarms: string[] = [];
    const seen: string[] = [];
    await subscribe(
      async ({ records }) => void seen.push(...records.map(textOf)),
      (error) => alarms.push(String(error)),
    );
    const told = () => new Set(alarms.filter((text) => text.includes('than was handled')));
    await vi.waitFor(() => expect(told().size).toBe(PARTITIONS), PATIENCE);
    expect(seen).toEqual([]);
    expect(positions.kept).toEqual(standing);
  });

  it('comes back after the group thought it dead', async () => {
    await log.close();
    log = openTestLog({ prefix, positions, timing: { sessionMs: 6_000, heartbeatMs: 200 } });
    const seen: string[] = [];
    let blocks = 1;
    await log.append(TOPIC, [textRecord('k', 'before')]);
    const subscription = await subscribe(async ({ records }) => {
      // Nothing of this process runs meanwhile, no heartbeat either.
      if ((blocks -= 1) === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 9_000);
      seen.push(...records.map(textOf));
    });
    await vi.waitFor(() => expect(seen).toEqual(['before']), PATIENCE);
    await log.append(TOPIC, [textRecord('k', 'after')]);
    await subscription.caughtUp();
    expect(seen.at(-1)).toBe('after');
  });

  it('stops when it is closed before it has reached Kafka', async () => {
    const lost = openTestLog({ prefix, positions, connection: { brokers: ['127.0.0.1:1'] } });
    const errors: unknown[] = [];
    const subscription = await lost.subscribe({
      group: GROUP,
      topics: [TOPIC],
      handle: async () => undefined,
      onError: (error) => errors.push(error),
    });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), PATIENCE);
    await subscription.close();
    await expect(lost.append(TOPIC, [textRecord('k', 'x')])).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
    await lost.close();
  });
});
