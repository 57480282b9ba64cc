import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';
import { observedBySchema } from './order-observed.js';

/** The shop showed this registered customer in this state. */
export const customerObserved = defineEvent({
  type: 'CustomerObserved',
  topic: TOPICS.customers,
  version: 1,
  data: z.strictObject({
    customerId: z.int().positive(),
    modifiedAt: z.iso.datetime(),
    readNumber: z.int().nonnegative(),
    observedBy: observedBySchema,
    contentHash: z.string(),
    shopper: z.string(),
    /** The customer as the shop sent it (JSON), sealed under the shopper's key. */
    payload: z.string(),
  }),
});
