import { AppError } from '@ml-connector/kernel';
import type { Consumer } from 'kafkajs';

/** Milliseconds. */
export interface MemberTiming {
  /** After this time without a sign of life the group gives a member's partitions to others. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
}

export interface MemberWatch {
  /** Resolves with the reason when the consumer has ended, or gives no sign of life. */
  readonly ended: Promise<unknown>;
  isLive(): boolean;
  close(): void;
}

export interface MemberListeners {
  readonly onHeartbeat: () => void;
  readonly onJoined: (joined: Joined) => void;
}

export interface Joined {
  readonly memberId: string;
  /** By topic. */
  readonly partitions: ReadonlyMap<string, readonly number[]>;
}

/** Sessions without a sign of life after which a consumer counts as hanging. */
const PATIENCE = 3;

/** Watches a consumer from outside: kafkajs tells when it crashes, but not when it hangs. */
export const watchMember = (
  consumer: Consumer,
  timing: MemberTiming,
  { onHeartbeat, onJoined }: MemberListeners,
): MemberWatch => {
  const ended = Promise.withResolvers<unknown>();
  let lastSign = performance.now();
  let isMember = false;
  const silence = (): number => performance.now() - lastSign;
  const remove = [
    consumer.on(consumer.events.CRASH, ({ payload }) => ended.resolve(payload.error)),
    consumer.on(consumer.events.HEARTBEAT, () => {
      lastSign = performance.now();
      onHeartbeat();
    }),
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      isMember = true;
      lastSign = performance.now();
      const partitions = new Map(Object.entries(payload.memberAssignment));
      onJoined({ memberId: payload.memberId, partitions });
    }),
  ];
  const timer = setInterval(() => {
    if (silence() > PATIENCE * timing.sessionMs)
      ended.resolve(new AppError('LOG_UNAVAILABLE', 'The Kafka consumer gives no sign of life.'));
  }, timing.sessionMs / 2);
  timer.unref();
  return {
    ended: ended.promise,
    isLive: () => isMember && silence() < timing.sessionMs,
    close() {
      isMember = false;
      clearInterval(timer);
      for (const each of remove) each();
    },
  };
};
