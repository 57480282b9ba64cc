import type { Clock } from '@ml-connector/kernel';

/** Bytes of a data key and of those that stood under its id besides; null where they were destroyed. */
export type KeyBytes = {
  readonly seals: Uint8Array;
  readonly others: readonly Uint8Array[];
} | null;

export interface KeyCache {
  /** `undefined` where nothing is known. */
  get(id: string): KeyBytes | undefined;
  set(id: string, key: KeyBytes): void;
  forget(id: string): void;
}

interface Entry {
  readonly key: KeyBytes;
  readonly since: number;
}

/**
 * Keys in clear, the least recently used leave first. A key is trusted for `maxAgeMs`, so that one destroyed by another
 * process is forgotten here soon; that it was destroyed is trusted for ever.
 */
export const createKeyCache = (
  clock: Clock,
  { capacity, maxAgeMs }: { readonly capacity: number; readonly maxAgeMs: number },
): KeyCache => {
  const entries = new Map<string, Entry>();
  return {
    get: (id) => {
      const entry = entries.get(id);
      if (!entry) return undefined;
      entries.delete(id);
      if (entry.key !== null && clock.now() - entry.since > maxAgeMs) return undefined;
      entries.set(id, entry);
      return entry.key;
    },
    forget: (id) => {
      entries.delete(id);
    },
    set: (id, key) => {
      entries.delete(id);
      entries.set(id, { key, since: clock.now() });
      if (entries.size <= capacity) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
  };
};
