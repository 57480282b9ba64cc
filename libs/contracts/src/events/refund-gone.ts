import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** A confirming GET no longer showed this refund. Ids are never used again, so it does not come back. */
export const refundGone = defineEvent({
  type: 'RefundGone',
  topic: TOPICS.orders,
  version: 1,
  data: z.strictObject({
    orderId: z.int().positive(),
    refundId: z.int().positive(),
    readNumber: z.int().positive(),
  }),
});
