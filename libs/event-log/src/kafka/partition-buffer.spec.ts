import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../event-log.js';
import { recordMark } from '../record-mark.js';
import { createPartitionBuffer } from './partition-buffer.js';

const record = (offset: number, bytes = 10): LogRecord => ({
  topic: 't',
  partition: 0,
  offset,
  key: 'k',
  value: new Uint8Array(bytes),
  headers: {},
  appendedAt: 0,
});
const offsetsOf = (records: readonly LogRecord[]): number[] => records.map(({ offset }) => offset);

const buffer = (isLive = () => true, mark: string | null = null) =>
  createPartitionBuffer({
    topic: 't',
    partition: 0,
    next: 5,
    mark,
    maxRecords: 2,
    maxBytes: 1000,
    isLive,
  });

describe('a group that goes on', () => {
  const handled = record(4);

  it('fetches what it handled last, and takes what follows the very record', () => {
    const fetched = buffer(undefined, recordMark(handled));
    expect([fetched.position, fetched.fetchFrom()]).toEqual([5, 4]);
    fetched.take([handled, record(5)], 4);
    expect(fetched.isForeign()).toBe(false);
    expect(offsetsOf(fetched.read(5))).toEqual([5]);
    expect([fetched.next(), fetched.fetchFrom()]).toEqual([6, 6]);
  });

  it('has nothing to do where nothing follows', () => {
    const fetched = buffer(undefined, recordMark(handled));
    fetched.take([handled], 4);
    expect([fetched.next(), fetched.fetchFrom()]).toEqual([5, 5]);
  });

  it('takes nothing of a log that has another record there, however far that has grown', () => {
    const fetched = buffer(undefined, recordMark({ ...handled, key: 'other' }));
    fetched.take([handled, record(5), record(6)], 4);
    expect([fetched.isForeign(), fetched.read(5), fetched.fetchFrom()]).toEqual([true, [], 4]);
    fetched.take([], 4);
    expect(fetched.isForeign()).toBe(true);
  });

  it('goes on where the record was compacted away', () => {
    const fetched = buffer(undefined, recordMark(handled));
    fetched.take([record(6)], 4);
    expect(offsetsOf(fetched.read(5))).toEqual([6]);
  });

  it('goes where somebody moved it, whatever stands there', () => {
    const fetched = buffer(undefined, recordMark({ ...handled, key: 'other' }));
    fetched.take([handled], 4);
    fetched.startAgainAt(2);
    expect([fetched.isForeign(), fetched.fetchFrom()]).toEqual([false, 2]);
  });
});

describe('what was fetched of a partition', () => {
  it('is handed out in batches from the position on, each record once', () => {
    const fetched = buffer();
    fetched.take([record(5), record(6)], 5);
    fetched.take([record(6), record(7)], 7);
    expect(offsetsOf(fetched.read(5))).toEqual([5, 6]);
    expect(offsetsOf(fetched.read(7))).toEqual([7]);
    expect(fetched.next()).toBe(8);
    expect(fetched.fetchFrom()).toBe(8);
  });

  it('jumps over a gap, as a log with transactions of others has it', () => {
    const fetched = buffer();
    fetched.take([record(6), record(9)], 5);
    expect(offsetsOf(fetched.read(5))).toEqual([6, 9]);
    expect(offsetsOf(fetched.read(7))).toEqual([9]);
  });

  it('makes room when it was handled', () => {
    const fetched = buffer();
    fetched.take([record(5, 900), record(6, 900)], 5);
    expect(fetched.hasRoom()).toBe(false);
    fetched.discardBefore(6);
    expect(fetched.hasRoom()).toBe(true);
    fetched.discardBefore(7);
    expect(fetched.read(7)).toEqual([]);
  });

  it('is forgotten when the group was sent back, with what was on its way then', () => {
    const fetched = buffer();
    fetched.take([record(5), record(6)], 5);
    fetched.startAgainAt(2);
    fetched.take([record(7), record(8)], 7);
    expect(fetched.read(2)).toEqual([]);
    expect(fetched.fetchFrom()).toBe(2);
    fetched.take([record(2), record(3)], 2);
    expect(offsetsOf(fetched.read(2))).toEqual([2, 3]);
  });

  it('is withheld while the group may have given the partition to somebody else', () => {
    let live = false;
    const fetched = buffer(() => live);
    fetched.take([record(5)], 5);
    expect(fetched.next()).toBeLessThanOrEqual(5);
    live = true;
    expect(fetched.next()).toBe(6);
  });
});
