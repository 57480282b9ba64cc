import { envelopeSchema } from '@ml-connector/contracts';
import { decodeRecord, type LogRecord } from '@ml-connector/event-log';
import { isoTime } from '@ml-connector/kernel';
import { z } from 'zod';
import type { AuditRecord } from '../chain/audit-record.js';

/** An event as the API shows it: where it stands, what surrounds it, and its data without what is sealed. */
export const auditEventSchema = z.strictObject({
  topic: z.string(),
  partition: z.int(),
  offset: z.int(),
  id: z.string().nullable(),
  type: z.string(),
  version: z.int().nullable(),
  connectionId: z.string().nullable(),
  orderId: z.int().nullable(),
  key: z.string(),
  occurredAt: z.string().nullable(),
  appendedAt: z.string(),
  correlationId: z.string().nullable(),
  causationId: z.string().nullable(),
  data: z.unknown().describe('Without the members that are sealed.'),
  leaf: z.string(),
  chain: z.string(),
});
export type AuditEventView = Readonly<z.infer<typeof auditEventSchema>>;

/** @param logged absent where the log does not have the record any more. */
export const auditEventView = (
  record: AuditRecord,
  logged: LogRecord | undefined,
): AuditEventView => {
  const envelope = logged && envelopeOf(logged);
  const { topic, partition, offset, type, connectionId, orderId, key, occurredAt } = record;
  return {
    topic,
    partition,
    offset,
    id: record.eventId,
    type,
    version: envelope?.version ?? null,
    connectionId,
    orderId,
    key,
    occurredAt,
    appendedAt: isoTime(record.appendedAt),
    correlationId: envelope?.correlationId ?? null,
    causationId: envelope?.causationId ?? null,
    data: envelope ? withoutSealed(envelope.data) : null,
    leaf: record.leaf,
    chain: record.chain,
  };
};

const envelopeOf = (record: LogRecord) => {
  try {
    return envelopeSchema.safeParse(decodeRecord(record)).data;
  } catch {
    return undefined;
  }
};

/** Members that hold sealed personal data: of observations and list objects, and of a wish. */
const SEALED: ReadonlySet<string> = new Set(['payload', 'request']);

const withoutSealed = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(withoutSealed);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => !SEALED.has(name))
      .map(([name, value]) => [name, withoutSealed(value)]),
  );
};
