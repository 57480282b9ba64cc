import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../event-log.js';
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

const buffer = (isLive = () => true) =>
  createPartitionBuffer({
    topic: 't',
    partition: 0,
    position: 5,
    maxRecords: 2,
    maxBytes: 1000,
    isLive,
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
