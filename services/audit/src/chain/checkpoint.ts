import type { CollectionDefinition } from '@ml-connector/document-store';
import { canonicalJson, sha256Hex } from '@ml-connector/kernel';
import { z } from 'zod';

const contentSchema = z.strictObject({
  /** From 1 without gaps. */
  number: z.int().positive(),
  at: z.iso.datetime(),
  /** The ends of the chains that moved since the checkpoint before. */
  heads: z.array(
    z.strictObject({
      topic: z.string(),
      partition: z.int().nonnegative(),
      next: z.int().positive(),
      chain: z.string(),
    }),
  ),
  /** SHA-256 of the checkpoint before, in hexadecimal; null for the first. */
  previous: z.string().nullable(),
});
export type CheckpointContent = z.infer<typeof contentSchema>;

/** Signed ends of chains. Copied to where nobody can rewrite it, it proves everything before it. */
export const checkpointSchema = z.strictObject({
  ...contentSchema.shape,
  /** Ed25519 over {@link signedText}, base64. */
  signature: z.string(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** By number. */
export const CHECKPOINTS = {
  name: 'audit-checkpoints',
  schema: checkpointSchema,
  indexes: { byNumber: ['number'] },
} as const satisfies CollectionDefinition<Checkpoint>;

/** The text that is signed: canonical JSON of the content. */
export const signedText = ({ number, at, heads, previous }: CheckpointContent): string =>
  canonicalJson({ number, at, heads, previous });

export const checkpointHash = (checkpoint: CheckpointContent): string =>
  sha256Hex(signedText(checkpoint));
