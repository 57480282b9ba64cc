import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** A GET answered 404: the order was deleted for good (the trash still answers). It does not come back. */
export const orderGone = defineEvent({
  type: 'OrderGone',
  topic: TOPICS.orders,
  version: 1,
  data: z.strictObject({ orderId: z.int().positive(), readNumber: z.int().positive() }),
});
