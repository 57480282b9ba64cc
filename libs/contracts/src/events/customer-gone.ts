import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** The shop deleted this customer. Nothing changes in the books; it shows in the timeline. */
export const customerGone = defineEvent({
  type: 'CustomerGone',
  topic: TOPICS.customers,
  version: 1,
  data: z.strictObject({ customerId: z.int().positive(), readNumber: z.int().nonnegative() }),
});
