import type { EmbeddedEngine } from '@ml-connector/embedded';
import { AppError } from '@ml-connector/kernel';
import { createDoorbell, type Doorbell } from './doorbell.js';
import type { Appended } from './event-log.js';
import { findTopic, lastOf, type TopicTable } from './log-tables.js';

/** What is known of a topic without asking the file: where each partition ends, and who waits for more. */
export interface OpenTopic extends TopicTable {
  /** By partition: the offset that the next record gets. */
  readonly next: readonly number[];
  readonly doorbells: readonly Doorbell[];
  /** The time for records appended now: never before that of the last ones. */
  stamp(now: number): number;
  /** Takes note of records that are durable. */
  appended(places: readonly Appended[]): void;
  /** Looks into the file where the partitions end; for when it is not known what was written. */
  refresh(): void;
}

/** The topics of a log, each looked up once. */
export const openTopics = (
  engine: EmbeddedEngine,
  partitions: number,
): ((topic: string) => OpenTopic) => {
  const open = new Map<string, OpenTopic>();
  return (topic) => {
    const known = open.get(topic);
    if (known) return known;
    const table = findTopic(engine, topic);
    if (!table) throw new AppError('LOG_UNAVAILABLE', `The log has no topic ${topic} yet.`);
    const opened = openTopic(engine, table, partitions);
    open.set(topic, opened);
    return opened;
  };
};

const openTopic = (engine: EmbeddedEngine, table: TopicTable, partitions: number): OpenTopic => {
  const next = Array.from({ length: partitions }, () => 0);
  const doorbells = next.map(createDoorbell);
  let newest = 0;
  const moveTo = (partition: number, offset: number): void => {
    if ((next[partition] ?? 0) >= offset) return;
    next[partition] = offset;
    doorbells[partition]?.ring();
  };
  const refresh = (): void => {
    for (const partition of next.keys()) {
      const last = lastOf(engine, table, partition);
      if (!last) continue;
      newest = Math.max(newest, last.appendedAt);
      moveTo(partition, last.offset + 1);
    }
  };
  refresh();
  return {
    ...table,
    next,
    doorbells,
    stamp: (now) => (newest = Math.max(newest, now)),
    appended(places) {
      for (const { partition, offset } of places) moveTo(partition, offset + 1);
    },
    refresh,
  };
};
