import {
  PartitionAssigners,
  type Cluster,
  type Consumer,
  type ConsumerConfig,
  type Kafka,
} from 'kafkajs';

/**
 * A consumer and the connections underneath it: kafkajs gives them to whoever assigns partitions. With them one can fetch
 * any range of a partition, without a group.
 */
export const consumerWithCluster = (
  kafka: Kafka,
  config: ConsumerConfig,
): { readonly consumer: Consumer; readonly cluster: Cluster } => {
  let captured: Cluster | null = null;
  const consumer = kafka.consumer({
    ...config,
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (parts) => {
        captured = parts.cluster;
        return PartitionAssigners.roundRobin(parts);
      },
    ],
  });
  if (!captured) throw new Error('This kafkajs does not show its cluster: only 2.2.4 is known.');
  return { consumer, cluster: captured };
};
