import { AppError } from '@ml-connector/kernel';
import type { Broker, Cluster, Consumer, Kafka } from 'kafkajs';
import type { Pause } from '../growing-pause.js';
import { pauseUnlessStopped } from '../partition-runner.js';
import { consumerWithCluster } from './cluster-of.js';
import { RETRY } from './kafka-connection.js';
import { leaveGroup } from './leave-group.js';
import { watchMember, type MemberTiming, type MemberWatch } from './member-watch.js';

export interface GroupMemberOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: readonly string[];
  readonly timing: MemberTiming;
  readonly pause: Pause;
  /** The member has these partitions until `onLeaving`. */
  readonly onJoined: (assignment: Assignment) => void;
  /** Called before the member gives its partitions back, also when it has none; the group waits until it resolves. */
  readonly onLeaving: () => Promise<void>;
  /** Told why a member is made anew. */
  readonly onFailure: (error: unknown) => void;
  readonly onHeartbeat: () => void;
}

export interface Assignment {
  /** Partitions by topic. */
  readonly partitions: ReadonlyMap<string, readonly number[]>;
  readonly cluster: Cluster;
}

export interface GroupMember {
  /** Whether the group still counts on this member: otherwise somebody else may have its partitions. */
  isLive(): boolean;
  /** Tells Kafka how far the group is, for tools that show lag; nothing ever starts there. */
  report(next: readonly ReportedPosition[]): Promise<void>;
  /** Leaves the group, after `onLeaving`. */
  close(): Promise<void>;
}

export interface ReportedPosition {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

/**
 * A member of a Kafka consumer group that is told which partitions are its own, and nothing more: it fetches nothing.
 * kafkajs gives up for ever on some errors, restarts itself on others and may hang: whatever happens, this makes a new
 * consumer after a pause that grows.
 */
export const joinGroup = (options: GroupMemberOptions): GroupMember => {
  const stopping = new AbortController();
  /** The member that a consumer was which has ended. */
  let former: string | null = null;
  let current: { readonly consumer: Consumer; readonly watch: MemberWatch } | null = null;

  const live = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      const dead = former;
      const { consumer, cluster } = newConsumer(options, async (coordinator) => {
        await options.onLeaving();
        if (dead !== null && former === dead) await leaveGroup(coordinator, options.group, dead);
      });
      const watch = watchMember(consumer, options.timing, {
        onHeartbeat: options.onHeartbeat,
        onJoined({ memberId, partitions }) {
          failures = 0;
          former = memberId;
          // Paused in the moment of joining, the consumer never fetches: who works on the partitions does.
          consumer.pause(options.topics.map((topic) => ({ topic })));
          options.onJoined({ partitions, cluster });
        },
      });
      current = { consumer, watch };
      const failure = await untilItEnds(consumer, options, { watch, stop: stopping.signal });
      watch.close();
      await options.onLeaving();
      await consumer.disconnect().catch(() => undefined);
      if (stopping.signal.aborted) return;
      options.onFailure(failure);
      await pauseUnlessStopped(options.pause(failures + 1), stopping.signal);
    }
  };

  const ended = live();
  return {
    isLive: () => current?.watch.isLive() ?? false,
    async report(next) {
      if (!current?.watch.isLive() || next.length === 0) return;
      const offsets = next.map((each) => ({
        topic: each.topic,
        partition: each.partition,
        offset: String(each.next),
      }));
      // Nothing depends on it; the next report says the same and more.
      await current.consumer.commitOffsets(offsets).catch(() => undefined);
    },
    async close() {
      stopping.abort();
      await ended;
    },
  };
};

const LONGEST_IDLE_MS = 1_000;

/** @param beforeJoin is waited for before every join, the first one, too. */
const newConsumer = (
  { kafka, group, timing }: GroupMemberOptions,
  beforeJoin: (coordinator: Broker) => Promise<void>,
) => {
  const { consumer, cluster } = consumerWithCluster(kafka, {
    groupId: group,
    sessionTimeout: timing.sessionMs,
    heartbeatInterval: timing.heartbeatMs,
    rebalanceTimeout: timing.sessionMs * 2,
    maxWaitTimeInMs: Math.min(LONGEST_IDLE_MS, timing.heartbeatMs),
    retry: { ...RETRY, restartOnFailure: async () => false },
  });
  // Looking for the coordinator is the first step of every join, whatever led to it.
  const find = cluster.findGroupCoordinator.bind(cluster);
  cluster.findGroupCoordinator = async (wanted) => {
    const coordinator = await find(wanted);
    await beforeJoin(coordinator);
    return coordinator;
  };
  return { consumer, cluster };
};

const untilItEnds = async (
  consumer: Consumer,
  { topics }: GroupMemberOptions,
  { watch, stop }: { readonly watch: MemberWatch; readonly stop: AbortSignal },
): Promise<unknown> => {
  const stopped = Promise.withResolvers<void>();
  const onStop = (): void => stopped.resolve();
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  const running = async (): Promise<unknown> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async () => {
        throw new AppError('STATE_FORBIDS', 'A paused consumer was given records.');
      },
    });
    return watch.ended;
  };
  try {
    return await Promise.race([stopped.promise, running()]);
  } catch (error) {
    return error;
  } finally {
    stop.removeEventListener('abort', onStop);
  }
};
