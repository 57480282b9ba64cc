import { ALL_TOPICS, KEY_TOPIC, type Topic } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';

/** How topics and groups are called in a cluster that is shared with others. */
export interface TopicNames {
  readonly clusterTopicOf: (topic: Topic) => string;
  /** @throws AppError LOG_UNAVAILABLE for a topic of others. */
  readonly topicOf: (clusterTopic: string) => Topic;
  readonly groupOf: (group: string) => string;
}

const PREFIX = /^[A-Za-z0-9._-]{0,100}$/;

/** @throws AppError CONFIG_INVALID for a prefix that Kafka does not take. */
export const topicNames = (prefix: string): TopicNames => {
  if (!PREFIX.test(prefix)) {
    throw new AppError(
      'CONFIG_INVALID',
      'The prefix of topics has letters, digits, dots, dashes and underscores only.',
    );
  }
  const known: readonly Topic[] = [...ALL_TOPICS, KEY_TOPIC];
  const topics = new Map(known.map((topic) => [`${prefix}${topic}`, topic]));
  return {
    clusterTopicOf: (topic) => `${prefix}${topic}`,
    groupOf: (group) => `${prefix}${group}`,
    topicOf(clusterTopic) {
      const topic = topics.get(clusterTopic);
      if (!topic) throw new AppError('LOG_UNAVAILABLE', `${clusterTopic} is no topic of ours.`);
      return topic;
    },
  };
};
