import type { Connection } from '@ml-connector/connections';
import { dailyCapsOf, QBWC_OWNER_ID } from '@ml-connector/connections';
import { z } from 'zod';

export const webhookUrl = (publicUrl: string, connectionId: string): string =>
  `${publicUrl}/webhooks/${connectionId}`;

export const qbwcUrl = (publicUrl: string): string => `${publicUrl}/qbwc`;

/** A connection as the API shows it: never a secret. */
export const connectionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['active', 'retired']),
  store: z.strictObject({
    url: z.string(),
    currency: z.string().nullable().describe('Null until the shop was asked.'),
    timeZone: z.string().nullable(),
    pricesIncludeTax: z.boolean().nullable(),
  }),
  webhook: z.strictObject({ url: z.string() }),
  qbwc: z.strictObject({
    url: z.string(),
    username: z.string(),
    appName: z.string(),
    ownerId: z.string(),
    fileId: z.string(),
  }),
  fence: z
    .enum(['on', 'off'])
    .describe('Whether an Other Name in the company file guards what is written.'),
  minimumIntervalSeconds: z
    .int()
    .nullable()
    .describe('The Web Connector shall not run more often by itself; null: as it likes.'),
  dailyCaps: z
    .strictObject({ customers: z.int().nullable(), documents: z.int().nullable() })
    .describe(
      'How many new customers and sales documents at most go into QuickBooks on a day of the shop; null: as many as come.',
    ),
  rulesVersion: z.int(),
  createdAt: z.iso.datetime(),
});

export const connectionView = (
  connection: Connection,
  publicUrl: string,
): z.infer<typeof connectionSchema> => {
  const { id, name, state, storeUrl, facts, qbwc, rulesVersion, createdAt } = connection;
  const { fence = 'on', minimumIntervalSeconds = null } = connection;
  return {
    id,
    name,
    state,
    store: { url: storeUrl, ...facts },
    webhook: { url: webhookUrl(publicUrl, id) },
    qbwc: { url: qbwcUrl(publicUrl), ...qbwc, ownerId: QBWC_OWNER_ID },
    fence,
    minimumIntervalSeconds,
    dailyCaps: dailyCapsOf(connection),
    rulesVersion,
    createdAt,
  };
};

/** What a creation answers, secrets included: they are told this once. */
export const createdConnectionSchema = z.strictObject({
  id: z.string(),
  webhook: z.strictObject({ url: z.string(), secret: z.string() }),
  qbwc: z.strictObject({ username: z.string(), password: z.string(), url: z.string() }),
});
