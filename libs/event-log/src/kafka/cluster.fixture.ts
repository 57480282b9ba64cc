import { ALL_TOPICS, KEY_TOPIC } from '@ml-connector/contracts';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { EventLog, NewRecord } from '../event-log.js';
import type { Positions } from '../positions.js';
import { createKafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log.js';

/** The cluster that the tests were given. */
export const BROKERS: readonly string[] = (process.env['ML_KAFKA_BROKERS'] ?? '').split(',');
export const PARTITIONS = 4;

let prefixes = 0;

/** Topics and groups under this prefix are this test's own. */
export const ownPrefix = (): string => `t${process.pid}.${Date.now()}.${(prefixes += 1)}.`;

export const openTestLog = (
  options: Partial<KafkaEventLogOptions> & Pick<KafkaEventLogOptions, 'positions' | 'prefix'>,
): EventLog =>
  createKafkaEventLog({
    connection: { brokers: BROKERS },
    partitions: PARTITIONS,
    replication: 1,
    pause: () => 5,
    timing: { sessionMs: 10_000, heartbeatMs: 200 },
    ...options,
  });

/** Positions in memory, with the places that tests look at. */
export const memoryPositions = (): Positions & { readonly kept: Map<string, number> } => {
  const kept = new Map<string, number>();
  const marks = new Map<string, string | undefined>();
  return {
    kept,
    async load(group, topic) {
      const start = `${group}|${topic}|`;
      const own = [...kept].filter(([place]) => place.startsWith(start));
      return new Map(
        own.map(([place, next]) => [
          Number(place.slice(start.length)),
          { next, mark: marks.get(place) ?? null },
        ]),
      );
    },
    async save(group, topic, partition, next, mark) {
      kept.set(`${group}|${topic}|${partition}`, next);
      marks.set(`${group}|${topic}|${partition}`, mark);
      return next;
    },
  };
};

export const withAdmin = async <Result>(
  work: (admin: Admin) => Promise<Result>,
  brokers = BROKERS,
): Promise<Result> => {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

export const deleteTopics = (prefix: string): Promise<void> =>
  withAdmin(async (admin) => {
    const standing = new Set(await admin.listTopics());
    const topics = [...ALL_TOPICS, KEY_TOPIC]
      .map((topic) => prefix + topic)
      .filter((topic) => standing.has(topic));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });

export const textRecord = (key: string, text: string): NewRecord => ({
  key,
  value: new TextEncoder().encode(text),
  headers: { id: text },
});

export const textOf = ({ value }: Pick<NewRecord, 'value'>): string =>
  new TextDecoder().decode(value);

export const textRecords = (count: number, first = 0): readonly NewRecord[] =>
  Array.from({ length: count }, (_, index) =>
    textRecord(`con-a|order|${(first + index) % 40}`, String(first + index)),
  );
