import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** A GET showed this refund of the order, with its lines and taxes. Refunds have no date of modification. */
export const refundObserved = defineEvent({
  type: 'RefundObserved',
  topic: TOPICS.orders,
  version: 1,
  data: z.strictObject({
    orderId: z.int().positive(),
    refundId: z.int().positive(),
    /** The order's read number of the GET that showed it. */
    readNumber: z.int().positive(),
    contentHash: z.string(),
    shopper: z.string(),
    /** The refund as the shop sent it (JSON), sealed under the shopper's key. */
    payload: z.string(),
  }),
});
