import { z } from 'zod';

/** Which number a document gets. */
export const numberingRules = {
  numberPrefix: z.string().max(6).default('').describe('Put before the order number.'),
  numbers: z
    .enum(['order-number', 'order-id'])
    .default('order-number')
    .describe(
      "Which number a document gets: the one that shoppers see, or the shop's id of the order, which no two orders share.",
    ),
  longNumbers: z
    .enum(['keep-end', 'order-id', 'hold'])
    .default('keep-end')
    .describe(
      "What becomes of a number of more than QuickBooks' 11 characters: keep-end: its last 11 characters; order-id: `#` and the shop's id of the order; hold: the order is held. The memo names the whole number.",
    ),
} as const;
