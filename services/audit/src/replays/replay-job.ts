import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

export const REPLAY_MODES = ['rebuild', 'retry', 'reproject', 'correct'] as const;
export const REPLAY_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** What would be done to documents in QuickBooks, and over how many events. */
export const replayPlanSchema = z.strictObject({
  post: z.int().nonnegative(),
  change: z.int().nonnegative(),
  void: z.int().nonnegative(),
  leave: z.int().nonnegative(),
  events: z.int().nonnegative(),
});
export type ReplayPlan = z.infer<typeof replayPlanSchema>;

export const EMPTY_PLAN: ReplayPlan = { post: 0, change: 0, void: 0, leave: 0, events: 0 };

export const replayRequestSchema = z.strictObject({
  mode: z.enum(REPLAY_MODES),
  topic: z.string().nullable(),
  /** First offset by partition. */
  offsets: z.record(z.string(), z.int().nonnegative()).nullable(),
  from: z.iso.datetime().nullable(),
  connectionId: z.string().nullable(),
  orderIds: z.array(z.int().positive()).nullable(),
  dryRun: z.boolean(),
});
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** Something that the events do not lead to, or that the events lead to and is not there. */
export const differenceSchema = z.strictObject({
  /** Of which kind of state, e.g. `orders`. */
  projection: z.string(),
  id: z.string(),
  /** `missing` in the live state, `differs` in the named fields, `hole`: an event is missing in the log. */
  what: z.enum(['missing', 'differs', 'hole']),
  fields: z.array(z.string()),
});
export type Difference = z.infer<typeof differenceSchema>;

/** A job, not an event: what it leads to are events. */
export const replayJobSchema = z.strictObject({
  id: z.string(),
  state: z.enum(REPLAY_STATES),
  request: replayRequestSchema,
  progress: z.strictObject({
    seen: z.int().nonnegative(),
    new: z.int().nonnegative(),
    remaining: z.int().nonnegative().nullable(),
  }),
  plan: replayPlanSchema.nullable(),
  planHash: z.string().nullable(),
  /** How many differences were found; the first hundred are named. */
  differing: z.int().nonnegative(),
  differences: z.array(differenceSchema).max(100),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ReplayJob = z.infer<typeof replayJobSchema>;

export const REPLAY_JOBS = {
  name: 'replay-jobs',
  schema: replayJobSchema,
  indexes: { byState: ['state', 'createdAt'] },
} as const satisfies CollectionDefinition<ReplayJob>;

export const newReplayJob = (id: string, request: ReplayRequest, now: string): ReplayJob => ({
  id,
  state: 'queued',
  request,
  progress: { seen: 0, new: 0, remaining: null },
  plan: null,
  planHash: null,
  differing: 0,
  differences: [],
  error: null,
  createdAt: now,
  updatedAt: now,
});
