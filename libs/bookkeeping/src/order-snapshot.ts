import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';
import { observationSchema } from './observation.js';
import { orderFiguresSchema, refundFiguresSchema } from './order-figures.js';

/** What is known of one refund of an order. */
export const refundSnapshotSchema = z.strictObject({
  refundId: z.int().positive(),
  /** Deleted in the shop; ids are never used again, so it stays so. */
  isGone: z.boolean(),
  /** The newest observation; `null` where only its end was told. */
  observed: z
    .strictObject({
      readNumber: z.int().positive(),
      contentHash: z.string(),
      shopper: z.string(),
      /** Sealed JSON as the shop sent it. */
      payload: z.string(),
      /** `null` where it could not be read. */
      figures: refundFiguresSchema.nullable(),
    })
    .nullable(),
});
export type RefundSnapshot = z.infer<typeof refundSnapshotSchema>;

/** What was decided from a snapshot. Not compared by a rebuild: it follows from the postings. */
export const orderDecidedSchema = z.strictObject({
  /** {@link contentOf} the snapshot that it was decided from. */
  content: z.string(),
  rulesVersion: z.int().nonnegative(),
  companyRevision: z.int().nonnegative(),
  outcome: z.enum(['documents', 'held', 'nothing', 'withdrawn']),
  /** Why nothing was posted, or the code of the reason that holds it. */
  why: z.string().nullable(),
  /** Documents that were planned, with a keyed hash of what they were made from; `held` where they could not be made. */
  documents: z.array(z.strictObject({ postingId: z.string(), basis: z.string() })),
});
export type OrderDecided = z.infer<typeof orderDecidedSchema>;

/** Everything that is known of one order: the newest observation, its refunds, whether it is gone. */
export const orderSnapshotSchema = z.strictObject({
  connectionId: z.string(),
  orderId: z.int().positive(),
  /** `null` where only its end, or only a refund, was told. */
  observed: z
    .strictObject({
      ...observationSchema.shape,
      /** `null` where the order could not be read. */
      figures: orderFiguresSchema.nullable(),
    })
    .nullable(),
  /** By id. */
  refunds: z.array(refundSnapshotSchema),
  /** Deleted for good; it does not come back. */
  isGone: z.boolean(),
  /** When the order was made; `null` (not read yet) keeps it out of the index. */
  createdAt: z.iso.datetime().nullable(),
  /** When its newest refund that stands was made. */
  refundedAt: z.iso.datetime().nullable(),
  decided: orderDecidedSchema.nullable(),
  /** When it began to wait for a decision, ISO 8601 UTC; `null` once the postings follow it. */
  pendingSince: z.iso.datetime().nullable(),
  /**
   * Set while a person, the rules or the company file must change before its documents can be made: a token of the
   * connection and the lists that it was decided against, so that only what changed since is decided again.
   */
  openAgainst: z.string().nullable(),
});
export type OrderSnapshot = z.infer<typeof orderSnapshotSchema>;

export const orderSnapshotId = (connectionId: string, orderId: number): string =>
  `${connectionId}|${orderId}`;

export type OrderSnapshotIndex = 'byCreated' | 'byRefunded' | 'byOpen' | 'byPending';

export const orderSnapshots: CollectionDefinition<OrderSnapshot, OrderSnapshotIndex> = {
  name: 'order-snapshots',
  schema: orderSnapshotSchema,
  indexes: {
    byCreated: ['connectionId', 'createdAt'],
    byRefunded: ['connectionId', 'refundedAt'],
    byOpen: ['connectionId', 'openAgainst'],
    byPending: ['pendingSince'],
  },
};

/** The facts alone, without what was decided from them: what a rebuild from the log must give again. */
export const factsOf = ({ connectionId, orderId, observed, refunds, isGone }: OrderSnapshot) => ({
  connectionId,
  orderId,
  observed,
  refunds,
  isGone,
});

/** Equal contents, equal text: whatever was observed again changes nothing. */
export const contentOf = ({ observed, refunds, isGone }: OrderSnapshot): string =>
  [
    isGone ? 'gone' : (observed?.contentHash ?? 'unseen'),
    ...(observed?.isAmbiguous ? ['ambiguous'] : []),
    ...unreadRefundsOf({ observed, refunds }).map((id) => `${id}:unread`),
    ...refunds.map((refund) =>
      [refund.refundId, refund.isGone ? 'gone' : (refund.observed?.contentHash ?? 'unseen')].join(
        ':',
      ),
    ),
  ].join('|');

/** Refunds that the order names and that a GET of it, which asks for them too, did not bring: only then nobody will. */
export const unreadRefundsOf = ({
  observed,
  refunds,
}: Pick<OrderSnapshot, 'observed' | 'refunds'>): readonly number[] => {
  if (!observed || observed.readNumber === 0) return [];
  const known = new Set(refunds.map(({ refundId }) => refundId));
  return (observed.figures?.refundIds ?? []).filter((id) => !known.has(id));
};
