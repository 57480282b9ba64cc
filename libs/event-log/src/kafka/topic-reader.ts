import { AppError } from '@ml-connector/kernel';
import type { Cluster, Kafka } from 'kafkajs';
import type { LogRecord } from '../event-log.js';
import { consumerWithCluster } from './cluster-of.js';
import { partitionOutOfRange, recoverConnections } from './fetch-failure.js';
import { fetchRecords } from './fetch-records.js';
import { withRetries } from './log-failure.js';

export interface TopicRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly limit: number;
}

export interface TopicReader {
  read(range: TopicRange): Promise<readonly LogRecord[]>;
  close(): Promise<void>;
}

const FETCH_BYTES = 1024 * 1024;

/** Reads ranges without being a member of any group. Connects when it is first used. */
export const createTopicReader = (kafka: Kafka): TopicReader => {
  // The group's name is never told to the brokers: this consumer does not run.
  const { consumer, cluster } = consumerWithCluster(kafka, { groupId: 'reads-without-group' });
  const attempt = async (range: TopicRange): Promise<readonly LogRecord[]> => {
    try {
      if (!cluster.isConnected()) await cluster.connect();
      await cluster.addTargetTopic(range.topic);
      await cluster.refreshMetadataIfNecessary();
      return await readRange(cluster, range);
    } catch (error) {
      await recoverConnections(cluster, error);
      throw error;
    }
  };
  return {
    read: (range) => withRetries(() => attempt(range)),
    close: () => consumer.disconnect(),
  };
};

const readRange = async (
  cluster: Cluster,
  { topic, partition, from, limit }: TopicRange,
): Promise<readonly LogRecord[]> => {
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) throw new Error('The partition has no leader.');
  const records: LogRecord[] = [];
  let next = from;
  while (records.length < limit) {
    const [fetched] = await fetchOrRefuse(cluster, nodeId, { topic, partition, from: next });
    const last = fetched?.records.at(-1);
    if (!fetched || !last) break;
    for (const record of fetched.records) if (records.length < limit) records.push(record);
    next = last.offset + 1;
    if (next >= fetched.end) break;
  }
  return records;
};

const fetchOrRefuse = async (
  cluster: Cluster,
  nodeId: string,
  place: Omit<TopicRange, 'limit'>,
) => {
  try {
    return await fetchRecords(cluster, {
      nodeId,
      maxWait: 0,
      partitions: [{ ...place, maxBytes: FETCH_BYTES }],
    });
  } catch (error) {
    if (!partitionOutOfRange(error)) throw error;
    if (await isCutOff(cluster, place)) {
      const { topic, partition, from } = place;
      throw new AppError('STORE_CORRUPT', `The log no longer has ${topic} ${partition}:${from}.`);
    }
    return [];
  }
};

const isCutOff = async (
  cluster: Cluster,
  { topic, partition, from }: Omit<TopicRange, 'limit'>,
): Promise<boolean> => {
  const [oldest] = await cluster.fetchTopicsOffset([
    { topic, partitions: [{ partition }], fromBeginning: true },
  ]);
  return from < Number(oldest?.partitions[0]?.offset ?? 0);
};
