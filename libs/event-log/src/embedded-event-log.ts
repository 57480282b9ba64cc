import type { EmbeddedEngine } from '@ml-connector/embedded';
import { AppError, isAppError, type Clock } from '@ml-connector/kernel';
import { DEFAULT_PARTITIONS } from '@ml-connector/contracts';
import { startSubscription } from './embedded-subscription.js';
import type { EventLog, Subscription } from './event-log.js';
import { groupProgresses } from './group-progress.js';
import { growingPause, type Pause } from './growing-pause.js';
import {
  appendRecords,
  makeLogTables,
  makeTopics,
  offsetAt,
  readRecords,
  refuseOtherPartitions,
} from './log-tables.js';
import { openTopics } from './open-topics.js';
import { partitionForKey } from './partition-for-key.js';
import type { Positions } from './positions.js';

export interface EmbeddedEventLogOptions {
  readonly positions: Positions;
  readonly clock: Clock;
  /** Fixed when the data directory is first used. Default 12. */
  readonly partitions?: number;
  /** Between rejections of a batch. Default: jittered, growing to 30 s. */
  readonly pause?: Pause;
}

const DEFAULT_BATCH = 500;

/**
 * The log in the engine's file. Subscribers are woken by appends in this process; there is no other process.
 * Members of one group stand by for each other: the oldest one works, the next takes over when it closes.
 * @throws AppError CONFIG_INVALID if the log was installed with another number of partitions.
 */
export const createEmbeddedEventLog = (
  engine: EmbeddedEngine,
  options: EmbeddedEventLogOptions,
): EventLog => {
  const { positions, clock, partitions = DEFAULT_PARTITIONS } = options;
  const pause = options.pause ?? growingPause(Math.random);
  refuseOtherPartitions(engine, partitions);
  const ready = makeLogTables(engine, partitions);
  // Whoever uses the log meets the failure; until then nobody need handle it.
  ready.catch(() => undefined);
  const topicOf = openTopics(engine, partitions);
  const progressOf = groupProgresses();
  const subscriptions = new Set<Subscription>();
  let closed = false;

  /** Every failure of the store is one of the log to whoever uses the log. */
  const asLog = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    if (closed) throw new AppError('LOG_UNAVAILABLE', 'The log is closed.');
    try {
      await ready;
      return await work();
    } catch (error) {
      throw isAppError(error, 'STORE_UNAVAILABLE')
        ? new AppError('LOG_UNAVAILABLE', error.message, { cause: error })
        : error;
    }
  };

  return {
    ensureTopics: (topics) => asLog(() => makeTopics(engine, topics)),
    append: (name, records) =>
      asLog(async () => {
        const topic = topicOf(name);
        if (records.length === 0) return [];
        const placed = records.map(({ key, value, headers }) => ({
          key,
          value,
          headers,
          partition: partitionForKey(key, partitions),
        }));
        const appendedAt = topic.stamp(clock.now());
        try {
          const places = await appendRecords(engine, topic, { records: placed, appendedAt });
          topic.appended(places);
          return places;
        } catch (error) {
          topic.refresh();
          throw error;
        }
      }),
    subscribe: (wanted) =>
      asLog(() => {
        const subscription = startSubscription({
          options: wanted,
          topics: wanted.topics.map((name) => ({
            topic: topicOf(name),
            progress: progressOf(wanted.group, name),
          })),
          positions,
          pause,
          read: (topic, partition, from) =>
            readRecords(engine, topic, {
              partition,
              from,
              limit: wanted.maxRecords ?? DEFAULT_BATCH,
            }),
        });
        subscriptions.add(subscription);
        return {
          ...subscription,
          close: async () => {
            await subscription.close();
            subscriptions.delete(subscription);
          },
        };
      }),
    read: (name, partition, from, limit) =>
      asLog(() => readRecords(engine, topicOf(name), { partition, from, limit })),
    ends: (name) =>
      asLog(() => topicOf(name).next.map((next, partition) => ({ partition, first: 0, next }))),
    offsetsAt: (name, time) =>
      asLog(() => {
        const topic = topicOf(name);
        return topic.next.map((next, partition) => ({
          partition,
          offset: offsetAt(engine, topic, { partition, next, time }),
        }));
      }),
    async close() {
      closed = true;
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
    },
  };
};
