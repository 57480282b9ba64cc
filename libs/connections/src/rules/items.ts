import { z } from 'zod';

/** Which item of the company file stands for a product. */
export const itemRules = {
  unknownProduct: z
    .enum(['hold', 'create', 'catch-all'])
    .default('hold')
    .describe('What happens to an order with a product that the company file does not have.'),
  catchAllItem: z
    .string()
    .max(159)
    .nullable()
    .default(null)
    .describe(
      'Full name of the item that stands for unknown products with `unknownProduct: catch-all`.',
    ),
  items: z
    .record(z.string().max(200), z.string().max(159))
    .default({})
    .describe('By SKU (or product name where there is none): the full name of the item to use.'),
} as const;
