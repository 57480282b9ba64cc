import { setImmediate } from 'node:timers/promises';
import type { Topic } from '@ml-connector/contracts';
import { decodeRecord, type EventLog, partitionForKey } from '@ml-connector/event-log';

const PAGE = 1_000;
const MOST_RECORDS = 200_000;

export interface KeyEvents {
  /** Decoded, in order; repeats included. */
  readonly events: readonly unknown[];
  /** False where the partition is longer than what is read for one question. */
  readonly isComplete: boolean;
}

/**
 * The events of one key of a topic, appended at or after `since` (milliseconds). Reads the key's partition from there
 * on, at most 200,000 records of it: the log itself is always right, an index of it may lag.
 */
export const readKeyEvents = async (
  log: Pick<EventLog, 'read' | 'ends' | 'offsetsAt'>,
  topic: Topic,
  { key, since }: { readonly key: string; readonly since: number },
): Promise<KeyEvents> => {
  const partition = partitionForKey(key, (await log.ends(topic)).length);
  const starts = await log.offsetsAt(topic, since);
  let from = starts.find((start) => start.partition === partition)?.offset ?? 0;
  const last = from + MOST_RECORDS;
  const events: unknown[] = [];
  while (from < last) {
    const records = await log.read(topic, partition, from, PAGE);
    const newest = records.at(-1);
    if (!newest) return { events, isComplete: true };
    for (const record of records) if (record.key === key) events.push(decodeRecord(record));
    from = newest.offset + 1;
    // The embedded log reads on this thread: others get their turn between two pages.
    await setImmediate();
  }
  return { events, isComplete: false };
};
