import { DEFAULT_PARTITIONS, type Topic } from '@ml-connector/contracts';
import { AppError, type Clock } from '@ml-connector/kernel';
import { createDoorbell } from '../doorbell.js';
import { startSubscription } from '../embedded-subscription.js';
import type { EventLog, LogRecord, NewRecord, Subscription } from '../event-log.js';
import { groupProgresses } from '../group-progress.js';
import type { Pause } from '../growing-pause.js';
import type { OpenTopic } from '../open-topics.js';
import { partitionForKey } from '../partition-for-key.js';
import type { Positions } from '../positions.js';
import type { LogMemory } from './log-memory.js';

const DEFAULT_BATCH = 500;

export interface MemoryEventLogOptions {
  readonly memory: LogMemory;
  readonly clock: Clock;
  readonly positions: Positions;
  /** Between rejections of a batch. */
  readonly pause: Pause;
  readonly partitions?: number;
}

/** An event log for tests and simulations, without a file: every promise of the port but durability. */
export const createMemoryEventLog = (options: MemoryEventLogOptions): EventLog => {
  const { memory, clock, positions, pause, partitions = DEFAULT_PARTITIONS } = options;
  const progressOf = groupProgresses();
  const subscriptions = new Set<Subscription>();
  const doorbells = new Map<string, OpenTopic['doorbells']>();
  let closed = false;

  const stands = (topic: Topic): LogRecord[][] => {
    if (closed) throw new AppError('LOG_UNAVAILABLE', 'The log is closed.');
    const records = memory.topic(topic);
    if (!records) throw new AppError('LOG_UNAVAILABLE', `The log has no topic ${topic} yet.`);
    return records;
  };
  const doorbellsOf = (topic: Topic): OpenTopic['doorbells'] => {
    const known = doorbells.get(topic) ?? Array.from({ length: partitions }, createDoorbell);
    doorbells.set(topic, known);
    return known;
  };
  const append = (topic: Topic, record: NewRecord) => {
    const partition = partitionForKey(record.key, partitions);
    const records = stands(topic)[partition] ?? [];
    const offset = records.length;
    const newest = records.at(-1)?.appendedAt ?? 0;
    const value = record.value.slice();
    const headers = { ...record.headers };
    const appendedAt = Math.max(newest, clock.now());
    records.push({ key: record.key, value, headers, topic, partition, offset, appendedAt });
    doorbellsOf(topic)[partition]?.ring();
    return { partition, offset };
  };
  const read = (topic: Topic, partition: number, from: number, limit: number) =>
    (stands(topic)[partition] ?? []).slice(from, from + limit);
  const openTopic = (topic: Topic): OpenTopic => ({
    number: 0,
    topic,
    get next() {
      return stands(topic).map((records) => records.length);
    },
    doorbells: doorbellsOf(topic),
    stamp: (now) => now,
    appended: () => undefined,
    refresh: () => undefined,
  });

  return {
    async ensureTopics(topics) {
      for (const topic of topics) memory.make(topic, partitions);
    },
    append: async (topic, records) => records.map((record) => append(topic, record)),
    async subscribe(wanted) {
      const limit = wanted.maxRecords ?? DEFAULT_BATCH;
      const subscription = startSubscription({
        options: wanted,
        topics: wanted.topics.map((topic) => ({
          topic: openTopic(topic),
          progress: progressOf(wanted.group, topic),
        })),
        positions,
        pause,
        read: ({ topic }, partition, from) => {
          const known = wanted.topics.find((name) => name === topic);
          return known ? read(known, partition, from, limit) : [];
        },
      });
      subscriptions.add(subscription);
      return subscription;
    },
    read: async (topic, partition, from, limit) => read(topic, partition, from, limit),
    ends: async (topic) =>
      stands(topic).map(({ length }, partition) => ({ partition, first: 0, next: length })),
    offsetsAt: async (topic, time) =>
      stands(topic).map((records, partition) => {
        const offset = records.findIndex(({ appendedAt }) => appendedAt >= time);
        return { partition, offset: offset === -1 ? records.length : offset };
      }),
    async close() {
      closed = true;
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
    },
  };
};
