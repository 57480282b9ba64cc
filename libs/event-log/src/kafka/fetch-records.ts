import type { Cluster } from 'kafkajs';
import { z } from 'zod';
import type { LogRecord } from '../event-log.js';

export interface PartitionFetch {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly maxBytes: number;
}

export interface FetchOptions {
  readonly nodeId: string;
  readonly partitions: readonly PartitionFetch[];
  /** How long the broker may wait for the first record, in milliseconds. */
  readonly maxWait: number;
}

export interface Fetched {
  readonly topic: string;
  readonly partition: number;
  /** From the wanted offset on. */
  readonly records: readonly LogRecord[];
  /** The offset that the next record gets. */
  readonly end: number;
}

const MAX_BYTES = 8 * 1024 * 1024;

/** Fetches from one broker what it has of these partitions. Throws what kafkajs throws. */
export const fetchRecords = async (
  cluster: Cluster,
  { nodeId, partitions, maxWait }: FetchOptions,
): Promise<readonly Fetched[]> => {
  const broker = await cluster.findBroker({ nodeId });
  const byTopic = Map.groupBy(partitions, ({ topic }) => topic);
  const answer: unknown = await broker.fetch({
    maxWaitTime: maxWait,
    minBytes: maxWait > 0 ? 1 : 0,
    maxBytes: MAX_BYTES,
    topics: [...byTopic].map(([topic, wanted]) => ({
      topic,
      partitions: wanted.map(({ partition, from, maxBytes }) => ({
        partition,
        fetchOffset: String(from),
        maxBytes,
      })),
    })),
  });
  const froms = new Map(
    partitions.map(({ topic, partition, from }) => [`${topic}|${partition}`, from]),
  );
  return answerSchema.parse(answer).responses.flatMap(({ topicName: topic, partitions: found }) =>
    found.map(({ partition, highWatermark, messages }) => {
      const from = froms.get(`${topic}|${partition}`) ?? 0;
      // A broker answers with whole batches: the first one may begin before the wanted offset.
      const wanted = messages.filter(({ offset }) => Number(offset) >= from);
      return {
        topic,
        partition,
        records: wanted.map((message) => recordOf(message, topic, partition)),
        end: Number(highWatermark),
      };
    }),
  );
};

interface Message {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** By hand: a schema for each record would cost more than reading it. */
const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' &&
  value !== null &&
  'offset' in value &&
  typeof value.offset === 'string' &&
  'timestamp' in value &&
  typeof value.timestamp === 'string' &&
  'key' in value &&
  (value.key === null || Buffer.isBuffer(value.key)) &&
  'value' in value &&
  (value.value === null || Buffer.isBuffer(value.value));

const answerSchema = z.object({
  responses: z.array(
    z.object({
      topicName: z.string(),
      partitions: z.array(
        z.object({
          partition: z.number(),
          highWatermark: z.string(),
          messages: z.array(z.custom<Message>(isMessage)),
        }),
      ),
    }),
  ),
});

const EMPTY = new Uint8Array();

/** Copies the value: a slice would keep the whole answer of the broker in memory. */
const recordOf = (message: Message, topic: string, partition: number): LogRecord => ({
  topic,
  partition,
  offset: Number(message.offset),
  key: message.key?.toString() ?? '',
  value: message.value ? Uint8Array.from(message.value) : EMPTY,
  headers: headersOf(message.headers ?? {}),
  appendedAt: Number(message.timestamp),
});

/** Header values are text. Whoever else writes to the topic may repeat one: then the first counts. */
const headersOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      return [name, Buffer.isBuffer(first) ? first.toString() : String(first)];
    }),
  );
