import { z } from 'zod';

/** What surrounds every event. `data` is the event's own content; personal content in it is sealed. */
export const envelopeSchema = z.strictObject({
  /** Deterministic: the same fact told twice has the same id. */
  id: z.string().min(1).max(120),
  /** PascalCase, past tense, without version. */
  type: z.string().min(1).max(60),
  version: z.int().positive(),
  connectionId: z.string().min(1).max(40),
  /** What it is about; all events of one key are in order. */
  key: z.string().min(1).max(200),
  /** When it happened, by the clock of whoever saw it happen. ISO 8601 UTC. */
  occurredAt: z.iso.datetime(),
  /** When we wrote it. ISO 8601 UTC. */
  recordedAt: z.iso.datetime(),
  /** The story that it belongs to. */
  correlationId: z.string().min(1).max(120),
  /** Id of the event or request that led to it. */
  causationId: z.string().min(1).max(120),
  /** W3C trace context, where the writer was traced. */
  traceparent: z.string().max(60).optional(),
  data: z.unknown(),
});

export type Envelope<Data = unknown> = Omit<z.infer<typeof envelopeSchema>, 'data'> & {
  readonly data: Data;
};
