import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** As the shop's menu shows it, and so not sealed. The texts are raw: HTML entities are as the store holds them. */
export const productCategorySchema = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  slug: z.string(),
});

/**
 * A GET showed the product in these categories, at `occurredAt`; always a GET of ours, because orders waited for it. Order
 * of observations: (`occurredAt`, `readNumber`).
 */
export const productObserved = defineEvent({
  type: 'ProductObserved',
  topic: TOPICS.orders,
  version: 1,
  data: z.strictObject({
    productId: z.int().positive(),
    readNumber: z.int().positive(),
    /** By id. */
    categories: z.array(productCategorySchema),
  }),
});
