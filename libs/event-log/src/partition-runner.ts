import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@ml-connector/kernel';
import type { Doorbell } from './doorbell.js';
import type { LogRecord, RecordBatch } from './event-log.js';
import type { Pause } from './growing-pause.js';

/** One partition as its reader sees it. */
export interface PartitionFeed {
  readonly topic: string;
  readonly partition: number;
  /** The offset that the next record gets. */
  next(): number;
  read(from: number): readonly LogRecord[];
  /** Rings when records were appended, or when there is another reason to look. */
  readonly doorbell: Doorbell;
}

export interface PartitionWork {
  readonly handle: (batch: RecordBatch) => Promise<void>;
  /** Durable when it resolves; `last` was handled last. @returns where to go on: as `Positions.save` says. */
  readonly save: (next: number, last: LogRecord) => Promise<number>;
  readonly onError: (error: unknown, batch: RecordBatch) => void;
  readonly pause: Pause;
  readonly stop: AbortSignal;
}

/**
 * Hands a partition's batches over one after the other until it is stopped; ends after the batch in hand.
 * A rejected batch comes again after a pause, forever: what cannot be handled is for the handler to set aside.
 */
export const runPartition = async (
  feed: PartitionFeed,
  from: number,
  work: PartitionWork,
): Promise<void> => {
  let position = from;
  let rejections = 0;
  while (!work.stop.aborted) {
    if (position >= feed.next()) {
      await feed.doorbell.rung();
      continue;
    }
    const moved = await handleNext(feed, position, work);
    if (moved !== null) {
      position = moved;
      rejections = 0;
      // Whoever never waits for anything real must not keep everyone else from running.
      await nextTurn();
    } else {
      rejections += 1;
      await pauseUnlessStopped(work.pause(rejections), work.stop);
    }
  }
};

/** @returns where to go on after the batch, or `null` if it was rejected. */
const handleNext = async (
  feed: PartitionFeed,
  position: number,
  { handle, save, onError }: PartitionWork,
): Promise<number | null> => {
  const { topic, partition } = feed;
  let batch: RecordBatch = { topic, partition, records: [] };
  try {
    batch = { topic, partition, records: feed.read(position) };
    const last = batch.records.at(-1);
    if (!last)
      throw new AppError('STORE_CORRUPT', `The log lacks ${topic} ${partition}:${position}.`);
    await handle(batch);
    return await save(last.offset + 1, last);
  } catch (error) {
    onError(error, batch);
    return null;
  }
};

/** Resolves early when it is stopped. */
export const pauseUnlessStopped = async (
  milliseconds: number,
  stop: AbortSignal,
): Promise<void> => {
  try {
    await sleep(milliseconds, undefined, { signal: stop });
  } catch {
    // Stopped: the caller looks at the signal next.
  }
};
