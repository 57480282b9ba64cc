import type { Clock } from '@ml-connector/kernel';

/** Pauses by key that double with every use and are forgotten after a quiet time. Bounded; the oldest leave first. */
export interface GrowingPauses {
  isOver(key: string): boolean;
  /** Starts the next, longer pause; at least `minimumMs`. */
  begin(key: string, minimumMs?: number): void;
  forget(key: string): void;
}

export interface PauseLengths {
  readonly firstMs: number;
  readonly longestMs: number;
  readonly capacity: number;
}

interface Pause {
  readonly until: number;
  readonly times: number;
}

export const createGrowingPauses = (clock: Clock, lengths: PauseLengths): GrowingPauses => {
  const pauses = new Map<string, Pause>();
  const forgottenAt = ({ until }: Pause): number => until + lengths.longestMs;
  return {
    isOver: (key) => clock.now() >= (pauses.get(key)?.until ?? 0),
    begin: (key, minimumMs = 0) => {
      const last = pauses.get(key);
      const times = last && forgottenAt(last) > clock.now() ? last.times + 1 : 1;
      const length = Math.min(lengths.firstMs * 2 ** Math.min(times - 1, 30), lengths.longestMs);
      pauses.delete(key);
      pauses.set(key, { until: clock.now() + Math.max(length, minimumMs), times });
      if (pauses.size <= lengths.capacity) return;
      for (const oldest of pauses.keys()) {
        pauses.delete(oldest);
        return;
      }
    },
    forget: (key) => {
      pauses.delete(key);
    },
  };
};
