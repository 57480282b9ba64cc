import { envelopeSchema } from '@ml-connector/contracts';
import type { CollectionDefinition } from '@ml-connector/document-store';
import { decodeRecord, type LogRecord } from '@ml-connector/event-log';
import { z } from 'zod';
import { leafOf, linkOf, valueHashOf } from './leaf.js';

/** That an event stood in the log, where and when, and the chain up to it. Never changed, never removed. */
export const auditRecordSchema = z.strictObject({
  topic: z.string(),
  partition: z.int().nonnegative(),
  offset: z.int().nonnegative(),
  key: z.string(),
  /** Null for bytes that are no event. */
  eventId: z.string().nullable(),
  type: z.string(),
  connectionId: z.string().nullable(),
  orderId: z.int().nullable(),
  /** ISO 8601 UTC. */
  occurredAt: z.string().nullable(),
  /** Milliseconds since 1970, by the log's clock. */
  appendedAt: z.int(),
  /** SHA-256 of the value, in hexadecimal. */
  valueHash: z.string(),
  leaf: z.string(),
  /** The chain of this partition up to and with this record. */
  chain: z.string(),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** By {@link auditRecordId}. */
export const AUDIT_RECORDS = {
  name: 'audit-records',
  schema: auditRecordSchema,
  indexes: {
    byPlace: ['topic', 'partition', 'offset'],
    byTime: ['appendedAt'],
    byType: ['type', 'appendedAt'],
    byConnection: ['connectionId', 'appendedAt'],
    byOrder: ['connectionId', 'orderId', 'appendedAt'],
  },
} as const satisfies CollectionDefinition<AuditRecord>;

export const auditRecordId = ({
  topic,
  partition,
  offset,
}: Pick<AuditRecord, 'topic' | 'partition' | 'offset'>): string =>
  `${topic}|${partition}|${offset}`;

/** The type of a record whose bytes are no event of ours. */
export const UNREADABLE = 'unreadable';

/** What is kept of a record, given the chain before it. Bytes that cannot be read are chained like all others. */
export const auditRecordOf = (record: LogRecord, before: string): AuditRecord => {
  const { topic, partition, offset, key, appendedAt } = record;
  const valueHash = valueHashOf(record);
  const leaf = leafOf(record, valueHash);
  const envelope = envelopeOf(record);
  return {
    topic,
    partition,
    offset,
    key,
    eventId: envelope?.id ?? null,
    type: envelope?.type ?? UNREADABLE,
    connectionId: envelope?.connectionId ?? null,
    orderId: orderIdOf(key),
    occurredAt: envelope?.occurredAt ?? null,
    appendedAt,
    valueHash,
    leaf,
    chain: linkOf(before, leaf),
  };
};

const envelopeOf = (record: LogRecord) => {
  try {
    return envelopeSchema.safeParse(decodeRecord(record)).data ?? null;
  } catch {
    return null;
  }
};

/** Every event that concerns an order has the order's key. */
const orderIdOf = (key: string): number | null => {
  const id = /^[^|]*\|order\|(\d{1,15})$/.exec(key)?.[1];
  return id === undefined ? null : Number(id);
};
