import type { Producer, RecordMetadata } from 'kafkajs';
import type { Appended } from '../event-log.js';
import { logFailure } from './log-failure.js';
import type { PlacedRecord } from './record-batcher.js';

const ALL_IN_SYNC = -1;
const TIMEOUT_MS = 15_000;

/**
 * Sends batches by a producer that must have one request in flight only: then order is kept, and a batch that is sent
 * again after a lost answer stands twice, never in another order.
 */
export const sendBy =
  (producer: () => Promise<Producer>) =>
  async (batch: readonly PlacedRecord[]): Promise<readonly Appended[]> => {
    try {
      const connected = await producer();
      const answers = await connected.sendBatch({
        acks: ALL_IN_SYNC,
        timeout: TIMEOUT_MS,
        topicMessages: topicMessagesOf(batch),
      });
      return placesOf(batch, answers);
    } catch (error) {
      throw logFailure(error, 'did not take the records');
    }
  };

const topicMessagesOf = (batch: readonly PlacedRecord[]) => {
  const byTopic = Map.groupBy(batch, ({ topic }) => topic);
  return [...byTopic].map(([topic, records]) => ({
    topic,
    messages: records.map(({ partition, key, value, headers }) => ({
      partition,
      key,
      value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      headers: { ...headers },
    })),
  }));
};

/** The broker tells the first offset of each partition; the records follow one another. */
const placesOf = (
  batch: readonly PlacedRecord[],
  answers: readonly RecordMetadata[],
): readonly Appended[] => {
  const next = new Map(
    answers.map(({ topicName, partition, baseOffset }) => [
      `${topicName}|${partition}`,
      Number(baseOffset),
    ]),
  );
  return batch.map(({ topic, partition }) => {
    const place = `${topic}|${partition}`;
    const offset = next.get(place);
    if (offset === undefined) throw new Error('A partition is missing in the answer.');
    next.set(place, offset + 1);
    return { partition, offset };
  });
};
