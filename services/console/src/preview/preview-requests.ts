import { POSTING_KINDS, reasonSchema } from '@ml-connector/contracts';
import { z } from 'zod';
import { moneySchema } from '../http/money.js';

/** The order as the shop's REST API shows it, with its refunds if they shall be shown too; or one that was seen before. */
export const previewBody = z.union([
  z.strictObject({
    order: z.record(z.string(), z.unknown()).describe('An order as WooCommerce shows it (wc/v3).'),
    refunds: z
      .array(z.record(z.string(), z.unknown()))
      .max(100)
      .optional()
      .describe('Its refunds as WooCommerce shows them.'),
  }),
  z.strictObject({
    orderId: z.int().positive().describe("The shop's id of an order that was seen before."),
  }),
]);

/** A document that would be posted, as a bookkeeper reads it. */
export const shownDocument = z.strictObject({
  kind: z.enum(POSTING_KINDS),
  number: z.string().nullable(),
  total: moneySchema.nullable(),
  currency: z.string().nullable(),
  lines: z.array(
    z.strictObject({
      item: z.string(),
      description: z.string(),
      quantity: z.string().nullable(),
      amount: moneySchema,
    }),
  ),
});

/** What would be posted; nothing is. */
export const previewSchema = z.strictObject({
  documents: z.array(
    shownDocument.extend({
      qbxml: z
        .string()
        .nullable()
        .describe(
          'The request as it would leave, laid out one element a line; null where it is held.',
        ),
    }),
  ),
  held: z.array(reasonSchema),
  skipped: z.string().nullable().describe('Why the rules post nothing of this order.'),
});
