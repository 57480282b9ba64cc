import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** A GET answered 404: the shop deleted this product for good, or never had it. */
export const productGone = defineEvent({
  type: 'ProductGone',
  topic: TOPICS.orders,
  version: 1,
  data: z.strictObject({ productId: z.int().positive(), readNumber: z.int().positive() }),
});
