import kafkajs, { type Admin } from 'kafkajs';
import {
  entriesOf,
  refuseContradictions,
  type StandingTopic,
  type TopicSettings,
} from './topic-settings.js';

/**
 * Makes the topics that are missing and compares those that stand.
 * @throws AppError CONFIG_INVALID if a topic contradicts the settings.
 */
export const makeTopics = async (
  admin: Admin,
  names: readonly string[],
  settings: TopicSettings,
): Promise<void> => {
  const standing = new Set(await admin.listTopics());
  const missing = names.filter((name) => !standing.has(name));
  if (missing.length > 0) await create(admin, missing, settings);
  refuseContradictions(await describe(admin, names), settings);
};

/** Another process may make them at the same time: then they stand. */
const create = async (
  admin: Admin,
  names: readonly string[],
  settings: TopicSettings,
): Promise<void> => {
  const configEntries = Object.entries(entriesOf(settings)).map(([name, value]) => ({
    name,
    value,
  }));
  await admin.createTopics({
    waitForLeaders: true,
    topics: names.map((topic) => ({
      topic,
      numPartitions: settings.partitions,
      replicationFactor: settings.replication,
      configEntries,
    })),
  });
};

const describe = async (
  admin: Admin,
  names: readonly string[],
): Promise<readonly StandingTopic[]> => {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
  });
  const entriesByTopic = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return topics.map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.length,
    replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    entries: entriesByTopic.get(name) ?? new Map(),
  }));
};
