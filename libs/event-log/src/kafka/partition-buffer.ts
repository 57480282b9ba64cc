import { createDoorbell } from '../doorbell.js';
import type { LogRecord } from '../event-log.js';
import { recordMark } from '../record-mark.js';
import type { PartitionFeed } from '../partition-runner.js';
import { sizeOf } from './record-batcher.js';

export interface BufferOptions {
  readonly topic: string;
  readonly partition: number;
  /** Where the group stands. */
  readonly next: number;
  /** Of the record before it, as it was handled; null: not known. */
  readonly mark: string | null;
  readonly maxRecords: number;
  /** No more is fetched while so much waits. */
  readonly maxBytes: number;
  /** While this is false, nothing is handed out. */
  readonly isLive: () => boolean;
}

/** What was fetched of a partition and not handled yet. */
export interface PartitionBuffer extends PartitionFeed {
  /** Where the group stood at the beginning. */
  readonly position: number;
  /** The log has another record than the one that was handled last: nothing of it is taken. */
  isForeign(): boolean;
  /** The next offset to fetch; at first that of the record that was handled last, where its mark is known. */
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
  const { topic, partition, next: position, maxRecords, maxBytes, isLive } = options;
  const doorbell = createDoorbell();
  const records: LogRecord[] = [];
  let mark = position > 0 ? options.mark : null;
  let foreign = false;
  let end = mark === null ? position : position - 1;
  let bytes = 0;
  return {
    topic,
    partition,
    doorbell,
    position,
    isForeign: () => foreign,
    next: () => (isLive() ? end : 0),
    read: (from) => {
      const start = records.findIndex(({ offset }) => offset >= from);
      return start < 0 ? [] : records.slice(start, start + maxRecords);
    },
    fetchFrom: () => end,
    hasRoom: () => bytes < maxBytes,
    take(fetched, from) {
      const [first] = fetched;
      if (from !== end || !first) return;
      if (mark !== null) {
        // A record that was compacted away proves nothing.
        foreign = first.offset < position && recordMark(first) !== mark;
        if (foreign) return;
        mark = null;
        end = position;
      }
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
      mark = null;
      foreign = false;
      end = offset;
    },
  };
};
