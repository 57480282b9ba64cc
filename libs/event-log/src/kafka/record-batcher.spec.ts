import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRecordBatcher, type BatcherOptions, type PlacedRecord } from './record-batcher.js';

const record = (text: string, bytes = 10): PlacedRecord => ({
  topic: 't',
  partition: 0,
  key: text,
  value: new Uint8Array(bytes),
  headers: {},
});
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A log of one partition in memory. */
const memoryLog = (sending: (batch: readonly PlacedRecord[]) => Promise<void> | void) => {
  const log: string[] = [];
  const batches: number[] = [];
  const send: BatcherOptions['send'] = async (batch) => {
    batches.push(batch.length);
    await sending(batch);
    return batch.map(({ key, partition }) => ({ partition, offset: log.push(key) - 1 }));
  };
  return { log, batches, send };
};

describe('a batcher', () => {
  it('sends what came in one turn as one batch, in order, and tells each its place', async () => {
    const { log, batches, send } = memoryLog(() => undefined);
    const batcher = createRecordBatcher({ send });
    const places = await Promise.all(
      upTo(5).map((index) => batcher.append([record(`${index}a`), record(`${index}b`)])),
    );
    expect(batches).toEqual([10]);
    expect(log).toEqual(upTo(5).flatMap((index) => [`${index}a`, `${index}b`]));
    expect(places.flat().map(({ offset }) => offset)).toEqual(upTo(10));
  });

  it('has one batch on its way, and collects the next one meanwhile', async () => {
    let running = 0;
    let most = 0;
    const { batches, send } = memoryLog(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
    });
    const batcher = createRecordBatcher({ send });
    const first = batcher.append([record('a')]);
    await sleep(1);
    await Promise.all([first, ...upTo(20).map((index) => batcher.append([record(`${index}`)]))]);
    expect(most).toBe(1);
    expect(batches).toEqual([1, 20]);
  });

  it('makes no batch larger than it may be, save of one record', async () => {
    const { batches, send } = memoryLog(() => undefined);
    const batcher = createRecordBatcher({ send, maxRecords: 4, maxBytes: 1000 });
    await batcher.append([
      ...upTo(5).map((index) => record(`${index}`)),
      record('large', 2000),
      record('b', 500),
      record('c', 500),
    ]);
    expect(batches).toEqual([4, 1, 1, 1, 1]);
  });

  it('lets only those fail whose batch failed', async () => {
    const { log, send } = memoryLog((batch) => {
      if (batch.some(({ key }) => key === 'bad')) throw new Error('refused');
    });
    const batcher = createRecordBatcher({ send, maxRecords: 1 });
    const outcomes = await Promise.allSettled(
      ['a', 'bad', 'b'].map((key) => batcher.append([record(key)])),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a', 'b']);
  });

  it('refuses when too much waits, and takes more when that is sent', async () => {
    const { send } = memoryLog(() => sleep(5));
    const batcher = createRecordBatcher({ send, maxWaitingBytes: 1000 });
    const first = batcher.append([record('a', 900)]);
    await expect(batcher.append([record('b', 900)])).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
    await first;
    await expect(batcher.append([record('c', 900)])).resolves.toHaveLength(1);
  });

  it('says when nothing waits any more', async () => {
    const { log, send } = memoryLog(() => sleep(2));
    const batcher = createRecordBatcher({ send, maxRecords: 2 });
    const appended = batcher.append(upTo(5).map((index) => record(`${index}`)));
    await batcher.drained();
    expect(log).toHaveLength(5);
    await appended;
    await expect(batcher.append([])).resolves.toEqual([]);
  });
});
