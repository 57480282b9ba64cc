import { BACKFILL_STATES, type BackfillJob } from '@ml-connector/connections';
import { z } from 'zod';
import { momentSchema } from '../http/moment.js';

export const backfillBody = z.strictObject({
  from: momentSchema.describe('Orders modified from this date or date-time on are read.'),
});

export const backfillSchema = z.strictObject({
  id: z.string(),
  from: z.iso.datetime(),
  state: z.enum(BACKFILL_STATES),
  progress: z.strictObject({
    seen: z.int(),
    new: z.int(),
    remaining: z.int().nullable().describe('Null until the shop was asked.'),
  }),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const backfillView = (job: BackfillJob): z.infer<typeof backfillSchema> => {
  const { id, from, state, progress, error, createdAt, updatedAt } = job;
  return { id, from, state, progress, error, createdAt, updatedAt };
};
