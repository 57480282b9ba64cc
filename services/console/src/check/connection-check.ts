import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

/** One finding about a connection, in a sentence that says what to do where something is wrong. */
export const checkSchema = z.strictObject({
  name: z.enum([
    'store',
    'store-key',
    'sweep',
    'webhooks',
    'web-connector-address',
    'web-connector',
    'web-connector-calls',
    'web-connector-update',
  ]),
  state: z.enum(['ok', 'problem', 'unknown']),
  sentence: z.string(),
  /** What is wrong, for machines: a word or an hresult. */
  cause: z.string().optional(),
  /** ISO 8601 UTC; null where nobody looked yet. */
  checkedAt: z.iso.datetime().nullable(),
});
export type Check = z.infer<typeof checkSchema>;

const connectionChecksSchema = z.strictObject({
  connectionId: z.string(),
  checks: z.array(checkSchema),
});

/** What the newest check of each connection found, by connection id. A cache, not an event. */
export const CONNECTION_CHECKS = {
  name: 'connection-checks',
  schema: connectionChecksSchema,
  indexes: {},
} as const satisfies CollectionDefinition<z.infer<typeof connectionChecksSchema>, never>;
