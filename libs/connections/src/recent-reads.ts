import type { Clock } from '@ml-connector/kernel';

export interface RecentReads<Value> {
  /** What was read at most `maxAgeMs` ago, else what `read` gives now; callers at once share one reading. */
  read(key: string, read: () => Promise<Value>): Promise<Value>;
}

interface Reading<Value> {
  readonly value: Promise<Value>;
  readonly since: number;
}

/** Keeps the newest `capacity` readings. A reading that failed is not kept. */
export const createRecentReads = <Value>(
  clock: Clock,
  { maxAgeMs, capacity }: { readonly maxAgeMs: number; readonly capacity: number },
): RecentReads<Value> => {
  const readings = new Map<string, Reading<Value>>();

  const keep = (key: string, reading: Reading<Value>): void => {
    readings.delete(key);
    readings.set(key, reading);
    if (readings.size <= capacity) return;
    for (const oldest of readings.keys()) {
      readings.delete(oldest);
      return;
    }
  };

  return {
    read: (key, read) => {
      const now = clock.now();
      const known = readings.get(key);
      // A clock that was set back must not keep a reading for longer.
      if (known && Math.abs(now - known.since) < maxAgeMs) return known.value;
      const reading = { value: read(), since: now };
      keep(key, reading);
      reading.value.catch(() => {
        if (readings.get(key) === reading) readings.delete(key);
      });
      return reading.value;
    },
  };
};
