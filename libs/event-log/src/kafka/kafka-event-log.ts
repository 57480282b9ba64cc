import { DEFAULT_PARTITIONS, KEY_TOPIC } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';
import type { EventLog, NewRecord, Subscription } from '../event-log.js';
import { growingPause, type Pause } from '../growing-pause.js';
import { partitionForKey } from '../partition-for-key.js';
import type { Positions } from '../positions.js';
import { sendBy } from './batch-sender.js';
import { connectKafka, RETRY, type KafkaConnection } from './kafka-connection.js';
import { startKafkaSubscription } from './kafka-subscription.js';
import { connectOnce } from './connect-once.js';
import { logFailure, withRetries } from './log-failure.js';
import { makeTopics } from './make-topics.js';
import type { MemberTiming } from './member-watch.js';
import { createRecordBatcher, sizeOf } from './record-batcher.js';
import { topicNames } from './topic-names.js';
import { createTopicReader } from './topic-reader.js';
import { LARGEST_RECORD } from './topic-settings.js';

export interface KafkaEventLogOptions {
  readonly connection: KafkaConnection;
  readonly positions: Positions;
  /** Fixed when the topics are made. Default 12. */
  readonly partitions?: number;
  /** Copies of every record; one fewer must be in sync for an acknowledgement. Default 3. */
  readonly replication?: number;
  /** Stands before the names of topics and groups in the cluster. Default none. */
  readonly prefix?: string;
  /** Between rejections of a batch and between tries to reach Kafka. Default: jittered, growing to 30 s. */
  readonly pause?: Pause;
  readonly timing?: Partial<MemberTiming>;
}

const DEFAULT_TIMING: MemberTiming = { sessionMs: 30_000, heartbeatMs: 1_000 };

/** The log in a Kafka cluster. Connects when it is first used. */
export const createKafkaEventLog = (options: KafkaEventLogOptions): EventLog => {
  const { partitions = DEFAULT_PARTITIONS, replication = 3, positions } = options;
  const pause = options.pause ?? growingPause(Math.random);
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const names = topicNames(options.prefix ?? '');
  const kafka = connectKafka(options.connection);
  const admin = connectOnce(kafka.admin({ retry: RETRY }));
  const producer = connectOnce(
    kafka.producer({
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      retry: RETRY,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    }),
  );
  const reader = createTopicReader(kafka);
  const batcher = createRecordBatcher({ send: sendBy(producer.connected) });
  const subscriptions = new Set<Subscription>();
  let closed = false;

  const asLog = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    if (closed) throw new AppError('LOG_UNAVAILABLE', 'The log is closed.');
    try {
      return await work();
    } catch (error) {
      throw logFailure(error, what);
    }
  };
  const ends: EventLog['ends'] = (topic) =>
    asLog('did not tell the ends', async () => {
      const found = await withRetries(async () =>
        (await admin.connected()).fetchTopicOffsets(names.clusterTopicOf(topic)),
      );
      return found
        .map(({ partition, low, high }) => ({ partition, first: Number(low), next: Number(high) }))
        .toSorted(byPartition);
    });

  return {
    ends,
    ensureTopics: (topics) =>
      asLog('did not make the topics', () =>
        withRetries(async () => {
          for (const isCompacted of [false, true]) {
            const named = topics
              .filter((topic) => (topic === KEY_TOPIC) === isCompacted)
              .map(names.clusterTopicOf);
            if (named.length > 0)
              await makeTopics(await admin.connected(), named, {
                partitions,
                replication,
                isCompacted,
              });
          }
        }),
      ),
    append: (topic, records) =>
      asLog('did not take the records', () => {
        for (const record of records) refuseTooLarge(record);
        return batcher.append(
          records.map((record) => ({
            ...record,
            topic: names.clusterTopicOf(topic),
            partition: partitionForKey(record.key, partitions),
          })),
        );
      }),
    subscribe: (wanted) =>
      asLog('took no subscription', async () => {
        const subscription = startKafkaSubscription({
          kafka,
          names,
          options: wanted,
          positions,
          pause,
          timing,
          ends,
        });
        subscriptions.add(subscription);
        return {
          ...subscription,
          async close() {
            await subscription.close();
            subscriptions.delete(subscription);
          },
        };
      }),
    read: (topic, partition, from, limit) =>
      asLog('could not be read', async () => {
        const range = { topic: names.clusterTopicOf(topic), partition, from, limit };
        return (await reader.read(range)).map((record) => ({ ...record, topic }));
      }),
    offsetsAt: (topic, time) =>
      asLog('did not tell offsets', async () => {
        const found = await withRetries(async () =>
          (await admin.connected()).fetchTopicOffsetsByTimestamp(names.clusterTopicOf(topic), time),
        );
        return found
          .map(({ partition, offset }) => ({ partition, offset: Number(offset) }))
          .toSorted(byPartition);
      }),
    async close() {
      closed = true;
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      await batcher.drained();
      await Promise.all([producer.close(), admin.close(), reader.close()]);
    },
  };
};

const byPartition = (a: { readonly partition: number }, b: { readonly partition: number }) =>
  a.partition - b.partition;

const refuseTooLarge = (record: NewRecord): void => {
  if (sizeOf(record) <= LARGEST_RECORD) return;
  throw new AppError('INPUT_INVALID', `A record has at most ${LARGEST_RECORD} bytes.`);
};
