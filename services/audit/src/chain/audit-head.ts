import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';
import { GENESIS } from './leaf.js';

/** The end of the chain of one partition. */
export const auditHeadSchema = z.strictObject({
  topic: z.string(),
  partition: z.int().nonnegative(),
  /** The offset that is chained next. */
  next: z.int().nonnegative(),
  /** The chain up to there. */
  chain: z.string(),
  /** The first thing that was wrong when a record arrived; it stays until a person has looked. */
  alarm: z
    .strictObject({
      offset: z.int().nonnegative(),
      /** `differs`: told again and not the same; `gap`: offsets before it were never told. */
      what: z.enum(['differs', 'gap']),
    })
    .nullable(),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** By `topic|partition`. */
export const AUDIT_HEADS = {
  name: 'audit-heads',
  schema: auditHeadSchema,
  indexes: { byPlace: ['topic', 'partition'] },
} as const satisfies CollectionDefinition<AuditHead>;

export const auditHeadId = ({ topic, partition }: Pick<AuditHead, 'topic' | 'partition'>): string =>
  `${topic}|${partition}`;

export const newAuditHead = (topic: string, partition: number): AuditHead => ({
  topic,
  partition,
  next: 0,
  chain: GENESIS,
  alarm: null,
});
