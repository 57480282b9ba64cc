import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

const problemSchema = z.strictObject({
  /** Of the kernel's closed list. */
  code: z.string(),
  /** What happened and what to do, for a person; no customer data. */
  sentence: z.string(),
  at: z.iso.datetime(),
});

/**
 * How far ingestion has read a shop, and what stands in its way. One per connection, written by ingestion only and
 * shown by the console. Not an event: lost, it is read again from go-live on.
 */
export const sweepSchema = z.strictObject({
  connectionId: z.string(),
  /** The newest date_modified_gmt that was appended, by the shop's clock. Null before the first order. */
  cursor: z.iso.datetime().nullable(),
  /** The same for orders in the trash, which the shop lists apart. */
  trashCursor: z.iso.datetime().nullable(),
  /** Next page of a reading of all customers that is under way; null between two readings. */
  customersPage: z.int().positive().nullable(),
  customersReadAt: z.iso.datetime().nullable(),
  /** When the shop last told its currency and time zone. */
  factsLearntAt: z.iso.datetime().nullable(),
  webhooks: z.strictObject({
    checkedAt: z.iso.datetime().nullable(),
    /** Keyed hash of the secret that the shop's webhooks were given last. */
    secretHash: z.string().nullable(),
    problem: problemSchema.nullable(),
  }),
  /** When a sweep last came to its end. */
  lastRunAt: z.iso.datetime().nullable(),
  /** Failures in a row. */
  failures: z.int().nonnegative(),
  lastError: problemSchema.nullable(),
  /** The newest things that the shop showed and we cannot read; at most twenty. */
  unreadable: z
    .array(
      z.strictObject({
        what: z.enum(['order', 'refund', 'customer', 'product']),
        id: z.int().nullable(),
        problem: z.string(),
      }),
    )
    .max(20),
});
export type Sweep = z.infer<typeof sweepSchema>;

/** By connection id. */
export const SWEEPS = {
  name: 'sweeps',
  schema: sweepSchema,
  indexes: {},
} as const satisfies CollectionDefinition<Sweep, never>;

export const newSweep = (connectionId: string): Sweep => ({
  connectionId,
  cursor: null,
  trashCursor: null,
  customersPage: null,
  customersReadAt: null,
  factsLearntAt: null,
  webhooks: { checkedAt: null, secretHash: null, problem: null },
  lastRunAt: null,
  failures: 0,
  lastError: null,
  unreadable: [],
});
