import { AppError } from '@ml-connector/kernel';

export interface TopicSettings {
  /** Fixed when the product is installed. */
  readonly partitions: number;
  readonly replication: number;
  /** Of each key the newest record is kept, and the ones before are forgotten within two days. Default: all are kept. */
  readonly isCompacted?: boolean;
}

/** The largest record with its headers, in bytes: a webhook of 1 MB is larger when it is sealed and written as JSON. */
export const LARGEST_RECORD = 4 * 1024 * 1024;

/** What Kafka is told when it makes a topic. */
export const entriesOf = ({
  replication,
  isCompacted = false,
}: Pick<TopicSettings, 'replication' | 'isCompacted'>): Readonly<Record<string, string>> => ({
  ...(isCompacted ? COMPACTED : { 'cleanup.policy': 'delete' }),
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'message.timestamp.type': 'LogAppendTime',
  'min.insync.replicas': String(Math.max(1, replication - 1)),
  'unclean.leader.election.enable': 'false',
  'max.message.bytes': String(LARGEST_RECORD + ROOM_FOR_FRAMES),
});

const DAY_MS = String(24 * 3_600_000);
/** The segment that is written to is never compacted: it is closed after a day. */
const COMPACTED = {
  'cleanup.policy': 'compact',
  'segment.ms': DAY_MS,
  'max.compaction.lag.ms': DAY_MS,
};
const ROOM_FOR_FRAMES = 64 * 1024;
/** More of these is no contradiction. */
const AT_LEAST: ReadonlySet<string> = new Set(['min.insync.replicas', 'max.message.bytes']);

/** A topic as it stands. */
export interface StandingTopic {
  readonly topic: string;
  readonly partitions: number;
  /** The smallest number of replicas of its partitions. */
  readonly replicas: number;
  readonly entries: ReadonlyMap<string, string>;
}

/**
 * Going on with a topic that forgets, loses or reorders records would break promises silently.
 * @throws AppError CONFIG_INVALID that names every contradiction.
 */
export const refuseContradictions = (
  standing: readonly StandingTopic[],
  settings: TopicSettings,
): void => {
  const contradictions = standing.flatMap((each) => contradictionsOf(each, settings));
  if (contradictions.length > 0) throw new AppError('CONFIG_INVALID', contradictions.join(' '));
};

const contradictionsOf = (standing: StandingTopic, settings: TopicSettings): readonly string[] => {
  const { topic, partitions, replicas, entries } = standing;
  const sentence = (name: string, is: number | string, wanted: number | string): string =>
    `The topic ${topic} has ${name} ${is} and must have ${wanted}.`;
  const faults: string[] = [];
  if (partitions !== settings.partitions)
    faults.push(sentence('partitions', partitions, settings.partitions));
  if (replicas < settings.replication)
    faults.push(sentence('replicas', replicas, settings.replication));
  for (const [name, wanted] of Object.entries(entriesOf(settings))) {
    const is = entries.get(name);
    // A managed Kafka may not show a setting.
    if (is === undefined || is === wanted) continue;
    if (AT_LEAST.has(name) && Number(is) >= Number(wanted)) continue;
    faults.push(sentence(name, is, AT_LEAST.has(name) ? `at least ${wanted}` : wanted));
  }
  return faults;
};
