import type { CollectionDefinition } from '@ml-connector/document-store';
import type { customerGone, customerObserved, EventOf } from '@ml-connector/contracts';
import { z } from 'zod';
import { newerObservation, observationSchema } from './observation.js';

/** Everything that is known of one registered customer of the shop. */
export const customerSnapshotSchema = z.strictObject({
  connectionId: z.string(),
  customerId: z.int().positive(),
  observed: observationSchema.nullable(),
  /** Deleted in the shop; nothing changes in the books. */
  isGone: z.boolean(),
  decided: z.strictObject({ content: z.string(), rulesVersion: z.int().nonnegative() }).nullable(),
  /** When it began to wait for a decision, ISO 8601 UTC. */
  pendingSince: z.iso.datetime().nullable(),
  /** As in the order's snapshot. */
  openAgainst: z.string().nullable(),
});
export type CustomerSnapshot = z.infer<typeof customerSnapshotSchema>;

export const customerSnapshotId = (connectionId: string, customerId: number): string =>
  `${connectionId}|${customerId}`;

export const customerSnapshots: CollectionDefinition<CustomerSnapshot, 'byOpen' | 'byPending'> = {
  name: 'customer-snapshots',
  schema: customerSnapshotSchema,
  indexes: { byOpen: ['connectionId', 'openAgainst'], byPending: ['pendingSince'] },
};

export type CustomerEvent = EventOf<typeof customerObserved> | EventOf<typeof customerGone>;

/** What is known after one more fact; order and repetition do not matter. @returns the snapshot itself where it adds nothing. */
export const foldCustomer = (known: CustomerSnapshot, event: CustomerEvent): CustomerSnapshot => {
  if (event.type === 'CustomerGone') return known.isGone ? known : { ...known, isGone: true };
  const { modifiedAt, readNumber, contentHash, shopper, payload } = event.data;
  const seen = { modifiedAt, readNumber, contentHash, shopper, payload, isAmbiguous: false };
  const observed = newerObservation(known.observed, seen);
  return observed === known.observed ? known : { ...known, observed };
};

/** A customer of whom nothing was told yet. */
export const unknownCustomer = (connectionId: string, customerId: number): CustomerSnapshot => ({
  connectionId,
  customerId,
  observed: null,
  isGone: false,
  decided: null,
  pendingSince: null,
  openAgainst: null,
});
