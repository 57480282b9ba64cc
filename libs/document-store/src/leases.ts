import { z } from 'zod';
import type { CollectionDefinition, DocumentStore, Stored } from './document-store.js';

const leaseSchema = z.strictObject({
  /** Who has it: one process. */
  holder: z.string(),
  /** One more whenever the holder changes. */
  epoch: z.int().positive(),
  /** Milliseconds since 1970; over, whoever comes may have it. 0: given back. */
  until: z.int().nonnegative(),
});
export type LeaseDocument = z.infer<typeof leaseSchema>;

/** By the name of what is done by one process at a time. */
export const LEASES = {
  name: 'leases',
  schema: leaseSchema,
  indexes: {},
} as const satisfies CollectionDefinition<LeaseDocument, never>;

/** What a process has for a while. */
export interface Lease {
  readonly epoch: number;
  /** Whether it is still certain. A process that was asleep has lost it: what it does then must do no harm. */
  isHeld(): boolean;
}

/**
 * Work that one of several equal processes does at a time, so that none is done twice for nothing. A lease is no lock: a
 * process that froze may go on after it has lost it. Whatever is done under one is also guarded by what it writes.
 */
export interface Leases {
  /**
   * Does the work if no other process has the lease, which is kept as long as that takes. This process may have it
   * several times.
   * @returns null where another process has it. @throws AppError STORE_UNAVAILABLE; what the work throws.
   */
  during<Result>(name: string, work: (lease: Lease) => Promise<Result>): Promise<Result | null>;
}

export interface LeaseOptions {
  readonly store: DocumentStore;
  readonly clock: { now(): number };
  /** Names this process among all. */
  readonly holder: string;
  /** Milliseconds. Default 20 s. */
  readonly lastsMs?: number;
}

interface Held {
  users: number;
  stored: Stored<LeaseDocument>;
  readonly ready: Promise<boolean>;
  timer: NodeJS.Timeout | undefined;
  /** The renewal on its way. */
  renewal: Promise<void>;
}

const LASTS_MS = 20_000;
const RENEWALS = 3;

export const createLeases = (options: LeaseOptions): Leases => {
  const { store, clock, holder, lastsMs = LASTS_MS } = options;
  const collection = store.collection(LEASES);
  const held = new Map<string, Held>();

  const take = async (name: string): Promise<Stored<LeaseDocument> | null> => {
    const now = clock.now();
    const standing = await collection.get(name);
    if (!standing) {
      const value = { holder, epoch: 1, until: now + lastsMs };
      const outcome = await collection.insert(name, value);
      return outcome === 'inserted' ? { id: name, version: 1, value } : null;
    }
    const { value: before, version } = standing;
    if (before.until > now && before.holder !== holder) return null;
    return write(name, version, { holder, epoch: before.epoch + 1, until: now + lastsMs });
  };

  const write = async (
    id: string,
    version: number,
    value: LeaseDocument,
  ): Promise<Stored<LeaseDocument> | null> => {
    const outcome = await collection.replace(id, version, value);
    return outcome === 'replaced' ? { id, version: version + 1, value } : null;
  };

  /** Renews while it is used. A renewal that fails is tried again until the lease is over. */
  const keep = (name: string, entry: Held): void => {
    entry.timer = setTimeout(() => {
      entry.renewal = renew(name, entry);
    }, lastsMs / RENEWALS).unref();
  };

  const renew = async (name: string, entry: Held): Promise<void> => {
    const { version, value } = entry.stored;
    try {
      const stored = await write(name, version, { ...value, until: clock.now() + lastsMs });
      // Somebody else has it.
      if (!stored) return;
      entry.stored = stored;
    } catch {
      // The next one is not far.
    }
    if (held.get(name) === entry) keep(name, entry);
  };

  const enter = async (name: string): Promise<Held | null> => {
    const known = held.get(name);
    if (known) {
      known.users += 1;
      if (await known.ready) return known;
      return null;
    }
    const taken = Promise.withResolvers<boolean>();
    const entry: Held = {
      users: 1,
      stored: { id: name, version: 0, value: { holder, epoch: 1, until: 0 } },
      ready: taken.promise,
      timer: undefined,
      renewal: Promise.resolve(),
    };
    held.set(name, entry);
    try {
      const stored = await take(name);
      if (stored) entry.stored = stored;
      else held.delete(name);
      if (stored) keep(name, entry);
      taken.resolve(stored !== null);
      return stored ? entry : null;
    } catch (error) {
      held.delete(name);
      taken.resolve(false);
      throw error;
    }
  };

  const leave = async (name: string, entry: Held): Promise<void> => {
    entry.users -= 1;
    if (entry.users > 0) return;
    held.delete(name);
    clearTimeout(entry.timer);
    await entry.renewal;
    const { version, value } = entry.stored;
    // Not given back, it is over soon.
    await write(name, version, { ...value, until: 0 }).catch(() => null);
  };

  return {
    async during(name, work) {
      const entry = await enter(name);
      if (!entry) return null;
      try {
        return await work({
          epoch: entry.stored.value.epoch,
          isHeld: () => entry.stored.value.until > clock.now(),
        });
      } finally {
        await leave(name, entry);
      }
    },
  };
};
