import { AppError } from '@ml-connector/kernel';
import type { LogRecord, RecordBatch, Subscription, SubscriptionOptions } from './event-log.js';
import type { GroupProgress } from './group-progress.js';
import type { Pause } from './growing-pause.js';
import type { OpenTopic } from './open-topics.js';
import { pauseUnlessStopped, runPartition, type PartitionFeed } from './partition-runner.js';
import type { Positions } from './positions.js';

/** What one subscription works with. */
export interface SubscriptionParts {
  readonly options: SubscriptionOptions;
  readonly topics: readonly { readonly topic: OpenTopic; readonly progress: GroupProgress }[];
  readonly positions: Positions;
  readonly pause: Pause;
  readonly read: (topic: OpenTopic, partition: number, from: number) => readonly LogRecord[];
}

type TopicProgress = SubscriptionParts['topics'][number];

/** Starts the work on every partition of every topic, as soon as no other member of the group works there. */
export const startSubscription = (parts: SubscriptionParts): Subscription => {
  const { options, topics, positions } = parts;
  const stopping = new AbortController();
  const running = topics.map((topic) => runTopic(parts, topic, stopping.signal));
  const ended = Promise.all(running).then(() => undefined);
  return {
    close() {
      stopping.abort();
      for (const { topic, progress } of topics) {
        for (const doorbell of [...topic.doorbells, progress.moved]) doorbell.ring();
      }
      return ended;
    },
    async lag() {
      const lags = [];
      for (const [index, topic] of options.topics.entries()) {
        const handled = await positions.load(options.group, topic);
        for (const [partition, end] of topics[index]?.topic.next.entries() ?? []) {
          const next = handled.get(partition)?.next ?? 0;
          lags.push({ topic, partition, next, lag: end - next });
        }
      }
      return lags;
    },
    async caughtUp() {
      const goals = topics.map((topic) => ({ ...topic, goal: [...topic.topic.next] }));
      for (const { goal, progress } of goals) await reached(goal, progress, stopping.signal);
    },
  };
};

const reached = async (
  goal: readonly number[],
  { handled, moved }: GroupProgress,
  stop: AbortSignal,
): Promise<void> => {
  while (goal.some((next, partition) => (handled.get(partition) ?? 0) < next)) {
    if (stop.aborted) throw new AppError('LOG_UNAVAILABLE', 'The subscription was closed.');
    await moved.rung();
  }
};

const runTopic = async (
  parts: SubscriptionParts,
  { topic, progress }: TopicProgress,
  stop: AbortSignal,
): Promise<void> => {
  const done = Promise.withResolvers<void>();
  const turn = progress.takeTurn(done.promise);
  await Promise.race([turn, aborted(stop)]);
  const handled = stop.aborted ? null : await loadPositions(parts, topic, stop);
  if (handled) {
    for (const [partition, next] of handled) progress.handled.set(partition, next);
    progress.moved.ring();
    await Promise.all(
      topic.next.map((_, partition) => {
        const from = handled.get(partition) ?? 0;
        return runPartition(
          feedOf(parts, topic, partition),
          from,
          workOf(parts, { topic, progress, partition, stop }),
        );
      }),
    );
  }
  done.resolve();
};

const aborted = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    stop.addEventListener('abort', () => resolve(), { once: true });
  });

/** Tries until it succeeds. @returns `null` if it was stopped before. */
const loadPositions = async (
  parts: SubscriptionParts,
  topic: OpenTopic,
  stop: AbortSignal,
): Promise<ReadonlyMap<number, number> | null> => {
  for (let rejections = 1; !stop.aborted; rejections += 1) {
    try {
      const handled = await parts.positions.load(parts.options.group, topic.topic);
      for (const [partition, { next }] of handled) refuseBeyondEnd(topic, partition, next);
      return new Map([...handled].map(([partition, { next }]) => [partition, next]));
    } catch (error) {
      tell(parts, error, { topic: topic.topic, partition: 0, records: [] });
      await pauseUnlessStopped(parts.pause(rejections), stop);
    }
  }
  return null;
};

/** Going on would pass over every record that fills the gap. */
const refuseBeyondEnd = ({ topic, next }: OpenTopic, partition: number, position: number): void => {
  if (position <= (next[partition] ?? 0)) return;
  throw new AppError(
    'STORE_CORRUPT',
    `The position ${position} of ${topic} partition ${partition} is beyond the end of the log: the log is older than the positions.`,
  );
};

const feedOf = (parts: SubscriptionParts, topic: OpenTopic, partition: number): PartitionFeed => {
  const doorbell = topic.doorbells[partition];
  if (!doorbell) throw new AppError('INPUT_INVALID', `There is no partition ${partition}.`);
  return {
    topic: topic.topic,
    partition,
    next: () => topic.next[partition] ?? 0,
    read: (from) => parts.read(topic, partition, from),
    doorbell,
  };
};

const workOf = (
  parts: SubscriptionParts,
  {
    topic,
    progress,
    partition,
    stop,
  }: TopicProgress & { readonly partition: number; readonly stop: AbortSignal },
) => {
  const { options, positions, pause } = parts;
  return {
    handle: options.handle,
    pause,
    stop,
    async save(next: number) {
      const goOn = await positions.save(options.group, topic.topic, partition, next);
      progress.handled.set(partition, goOn);
      progress.moved.ring();
      return goOn;
    },
    onError: (error: unknown, batch: RecordBatch) => tell(parts, error, batch),
  };
};

/** Whoever listens to errors must not stop the work by failing. */
const tell = ({ options }: SubscriptionParts, error: unknown, batch: RecordBatch): void => {
  try {
    options.onError?.(error, batch);
  } catch {
    // The batch comes again in any case.
  }
};
