import { dailyCapsSchema, envelopeSchema } from '@ml-connector/contracts';
import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';
import type { Connection } from './connection.js';
import { rulesSchema } from './rules.js';

/** Newest first; an older one is valid until `until` (ISO 8601 UTC), the newest has null. */
const overlapping = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.strictObject({ ...shape, until: z.iso.datetime().nullable() }));

/** Not events: never told to the log. */
export const connectionSecretsSchema = z.strictObject({
  /** {@link StoreCredentials} as JSON, sealed; null once the connection is retired. */
  store: z.string().nullable(),
  webhooks: overlapping({ sealed: z.string() }),
  passwords: overlapping({ hash: z.string() }),
});
export type ConnectionSecrets = z.infer<typeof connectionSecretsSchema>;

export const connectionDocumentSchema = z.strictObject({
  id: z.string(),
  revision: z.int().positive(),
  name: z.string(),
  state: z.enum(['active', 'retired']),
  storeUrl: z.string(),
  rules: rulesSchema,
  rulesVersion: z.int().positive(),
  facts: z.strictObject({
    currency: z.string().nullable(),
    timeZone: z.string().nullable(),
    pricesIncludeTax: z.boolean().nullable(),
  }),
  qbwc: z.strictObject({ username: z.string(), fileId: z.string(), appName: z.string() }),
  fence: z.enum(['on', 'off']).exactOptional(),
  minimumIntervalSeconds: z.int().positive().nullable().exactOptional(),
  dailyCaps: dailyCapsSchema.exactOptional(),
  createdAt: z.iso.datetime(),
  secrets: connectionSecretsSchema,
  /** Events that the log may not have yet, in order. */
  outbox: z.array(envelopeSchema),
  /** When the oldest of them happened; null for an empty outbox. */
  outboxSince: z.iso.datetime().nullable(),
});
export type ConnectionDocument = z.infer<typeof connectionDocumentSchema>;

export const CONNECTIONS = {
  name: 'connections',
  schema: connectionDocumentSchema,
  indexes: { all: ['createdAt'], byState: ['state', 'createdAt'], byOutbox: ['outboxSince'] },
} as const satisfies CollectionDefinition<ConnectionDocument>;

/** The public part. */
export const connectionOf = (document: ConnectionDocument): Connection => {
  const { secrets: _secrets, outbox: _outbox, outboxSince: _since, ...connection } = document;
  return connection;
};
