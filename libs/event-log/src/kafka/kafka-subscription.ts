import { AppError } from '@ml-connector/kernel';
import type { Kafka } from 'kafkajs';
import { createDoorbell } from '../doorbell.js';
import type { EventLog, RecordBatch, Subscription, SubscriptionOptions } from '../event-log.js';
import type { Pause } from '../growing-pause.js';
import { pauseUnlessStopped } from '../partition-runner.js';
import type { Positions } from '../positions.js';
import { startAssignedWork, type AssignedWork } from './assigned-work.js';
import { type Assignment, joinGroup, type ReportedPosition } from './group-member.js';
import type { MemberTiming } from './member-watch.js';
import type { TopicNames } from './topic-names.js';

export interface KafkaSubscriptionParts {
  readonly kafka: Kafka;
  readonly names: TopicNames;
  readonly options: SubscriptionOptions;
  readonly positions: Positions;
  readonly pause: Pause;
  readonly timing: MemberTiming;
  readonly ends: EventLog['ends'];
}

const REPORT_EVERY_MS = 5_000;
const LOOK_AGAIN_MS = 50;
/** Shorter than a session, so that the group does not think this member dead while it finishes its batches. */
const LEAVING_SHARE = 0.66;

/** A member of the group that works on whatever partitions it is given, from where the group's positions stand. */
export const startKafkaSubscription = (parts: KafkaSubscriptionParts): Subscription => {
  const { kafka, names, options, positions, pause, timing } = parts;
  const moved = createDoorbell();
  const stopping = new AbortController();
  const unreported = new Map<string, ReportedPosition>();
  let work: AssignedWork | null = null;
  let assigned: Assignment['partitions'] = new Map();

  const tell = (error: unknown, batch: RecordBatch): void => {
    try {
      options.onError?.(error, batch);
    } catch {
      // Whoever listens to errors must not stop the work by failing.
    }
  };

  const stopWork = async (): Promise<void> => {
    assigned = new Map();
    const stopped = work?.stop();
    work = null;
    await stopped;
  };

  const member = joinGroup({
    kafka,
    group: names.groupOf(options.group),
    topics: options.topics.map(names.clusterTopicOf),
    timing,
    pause,
    onJoined(assignment) {
      assigned = assignment.partitions;
      options.onAssigned?.();
      work = startAssignedWork(
        {
          options,
          positions,
          pause,
          topicOf: names.topicOf,
          isLive: () => member.isLive(),
          tell,
          onMoved(topic, partition, next) {
            unreported.set(`${topic}|${partition}`, {
              topic: names.clusterTopicOf(topic),
              partition,
              next,
            });
            moved.ring();
          },
        },
        assignment,
      );
    },
    onLeaving: () => atMost(timing.sessionMs * LEAVING_SHARE, stopWork()),
    onHeartbeat: () => work?.wake(),
    onFailure: (error) =>
      tell(error, { topic: options.topics[0] ?? '', partition: 0, records: [] }),
  });

  const report = async (): Promise<void> => {
    const positionsNow = [...unreported.values()];
    unreported.clear();
    await member.report(positionsNow);
  };
  const reporting = setInterval(() => void report(), REPORT_EVERY_MS);
  reporting.unref();

  return {
    async close() {
      clearInterval(reporting);
      stopping.abort();
      moved.ring();
      await stopWork();
      await report();
      await member.close();
    },
    async lag() {
      const lags = [];
      for (const topic of options.topics) {
        const own = new Set(assigned.get(names.clusterTopicOf(topic)));
        if (own.size === 0) continue;
        const handled = await positions.load(options.group, topic);
        for (const { partition, next: end } of await parts.ends(topic)) {
          const next = handled.get(partition)?.next ?? 0;
          if (own.has(partition)) lags.push({ topic, partition, next, lag: end - next });
        }
      }
      return lags;
    },
    async caughtUp() {
      const goals = [];
      for (const topic of options.topics) goals.push({ topic, ends: await parts.ends(topic) });
      for (const { topic, ends } of goals) {
        const isReached = async (): Promise<boolean> => {
          const handled = await positions.load(options.group, topic);
          return ends.every(({ partition, next }) => (handled.get(partition)?.next ?? 0) >= next);
        };
        await untilReached(isReached, () => moved.rung(), stopping.signal);
      }
    },
  };
};

const untilReached = async (
  isReached: () => Promise<boolean>,
  moved: () => Promise<void>,
  stop: AbortSignal,
): Promise<void> => {
  while (!(await isReached())) {
    if (stop.aborted) throw new AppError('LOG_UNAVAILABLE', 'The subscription was closed.');
    // Other members of the group move positions, too.
    await Promise.race([moved(), pauseUnlessStopped(LOOK_AGAIN_MS, stop)]);
  }
};

const atMost = async (milliseconds: number, work: Promise<void>): Promise<void> => {
  const enough = new AbortController();
  await Promise.race([
    work.finally(() => enough.abort()),
    pauseUnlessStopped(milliseconds, enough.signal),
  ]);
};
