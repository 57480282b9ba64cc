import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

export const BACKFILL_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/**
 * A wish to read a shop's past from a date on. The console inserts it as `queued`; ingestion is the only one that
 * changes it afterwards. A job, not an event: what it finds are events.
 */
export const backfillJobSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  /** Orders modified at or after this moment. ISO 8601 UTC. */
  from: z.iso.datetime(),
  state: z.enum(BACKFILL_STATES),
  progress: z.strictObject({
    seen: z.int().nonnegative(),
    /** Of those seen, how many had not been observed in that state before. */
    new: z.int().nonnegative(),
    /** What the shop says is left; null until it was asked. */
    remaining: z.int().nonnegative().nullable(),
  }),
  /** In a person's words, without customer data. */
  error: z.string().nullable(),
  /** Where ingestion goes on after a crash; its own business. */
  cursor: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type BackfillJob = z.infer<typeof backfillJobSchema>;

/** By id; `byState` finds work (`queued`, then `running` after a crash), oldest first. */
export const BACKFILL_JOBS = {
  name: 'backfill-jobs',
  schema: backfillJobSchema,
  indexes: { byState: ['state', 'createdAt'], byConnection: ['connectionId', 'createdAt'] },
} as const satisfies CollectionDefinition<BackfillJob>;

/** `id` is chosen by whoever asks, `now` is ISO 8601 UTC. */
export const newBackfillJob = (
  job: Pick<BackfillJob, 'id' | 'connectionId' | 'from'>,
  now: string,
): BackfillJob => ({
  id: job.id,
  connectionId: job.connectionId,
  from: job.from,
  state: 'queued',
  progress: { seen: 0, new: 0, remaining: null },
  error: null,
  cursor: null,
  createdAt: now,
  updatedAt: now,
});
