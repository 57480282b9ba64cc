import { createDoorbell } from '../doorbell.js';
import type { LogRecord } from '../event-log.js';
import type { PartitionFeed } from '../partition-runner.js';
import { sizeOf } from './record-batcher.js';

export interface BufferOptions {
  readonly topic: string;
  readonly partition: number;
  /** Where the group stands. */
  readonly position: number;
  readonly maxRecords: number;
  /** No more is fetched while so much waits. */
  readonly maxBytes: number;
  /** While this is false, nothing is handed out. */
  readonly isLive: () => boolean;
}

/** What was fetched of a partition and not handled yet. */
export interface PartitionBuffer extends PartitionFeed {
  /** The next offset to fetch. */
  fetchFrom(): number;
  hasRoom(): boolean;
  /** What was fetched from an offset on. A fetch from elsewhere, begun before it started again, is of no use. */
  take(records: readonly LogRecord[], from: number): void;
  /** Forgets what stands before an offset: it was handled. */
  discardBefore(offset: number): void;
  /** Forgets everything and fetches from an offset on. */
  startAgainAt(offset: number): void;
}

export const createPartitionBuffer = (options: BufferOptions): PartitionBuffer => {
  const { topic, partition, position, maxRecords, maxBytes, isLive } = options;
  const doorbell = createDoorbell();
  const records: LogRecord[] = [];
  let end = position;
  let bytes = 0;
  return {
    topic,
    partition,
    doorbell,
    next: () => (isLive() ? end : 0),
    read: (from) => {
      const start = records.findIndex(({ offset }) => offset >= from);
      return start < 0 ? [] : records.slice(start, start + maxRecords);
    },
    fetchFrom: () => end,
    hasRoom: () => bytes < maxBytes,
    take(fetched, from) {
      if (from !== end) return;
      for (const record of fetched) {
        if (record.offset < end) continue;
        records.push(record);
        bytes += sizeOf(record);
        end = record.offset + 1;
      }
      doorbell.ring();
    },
    discardBefore(offset) {
      const kept = records.findIndex((record) => record.offset >= offset);
      const gone = records.splice(0, kept < 0 ? records.length : kept);
      for (const record of gone) bytes -= sizeOf(record);
    },
    startAgainAt(offset) {
      records.length = 0;
      bytes = 0;
      end = offset;
    },
  };
};
