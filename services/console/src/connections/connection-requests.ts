import { rulesInputSchema } from '@ml-connector/connections';
import { z } from 'zod';
import { pagingShape } from '@ml-connector/platform';

const name = z.string().trim().min(1).max(100).describe('How people call this pairing.');
const url = z.string().min(1).max(500).describe('Address of the shop, e.g. https://shop.example.');
const consumerKey = z
  .string()
  .min(1)
  .max(200)
  .describe('Consumer key of the WooCommerce REST API.');
const consumerSecret = z.string().min(1).max(200).describe('Consumer secret of the same key.');

const cap = z.int().min(1).max(1_000_000).nullable().exactOptional();

export const createConnectionBody = z.strictObject({
  name,
  store: z.strictObject({ url, consumerKey, consumerSecret }),
  rules: rulesInputSchema.optional().describe('A part is enough: defaults fill the rest.'),
});

export const changeConnectionBody = z.strictObject({
  name: name.exactOptional(),
  fence: z
    .enum(['on', 'off'])
    .exactOptional()
    .describe('Whether an Other Name in the company file guards what is written; off is weaker.'),
  minimumIntervalSeconds: z
    .int()
    .min(60)
    .max(86_400)
    .nullable()
    .exactOptional()
    .describe(
      'The Web Connector shall not run more often by itself, whatever interval it is set to; null: as it likes.',
    ),
  dailyCaps: z
    .strictObject({ customers: cap, documents: cap })
    .exactOptional()
    .describe(
      'How many new customers and sales documents at most go into QuickBooks on a day of the shop; what is more is held until there is room. A part that is absent stays; null: as many as come.',
    ),
  store: z
    .strictObject({
      url: url.exactOptional(),
      consumerKey: consumerKey.exactOptional(),
      consumerSecret: consumerSecret.exactOptional(),
    })
    .exactOptional(),
});

export const rotateBody = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('webhook') }),
  z.strictObject({ what: z.literal('qbwc') }),
  z.strictObject({ what: z.literal('store'), consumerKey, consumerSecret }),
  z.strictObject({ what: z.literal('fileId') }),
]);

export const listConnectionsQuery = z.strictObject({
  ...pagingShape,
  state: z
    .enum(['active', 'retired'])
    .default('active')
    .describe('Which connections to list; default active.'),
});
