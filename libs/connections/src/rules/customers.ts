import { z } from 'zod';

/** How shoppers become customers. */
export const customerRules = {
  guests: z
    .enum(['each', 'shared'])
    .default('each')
    .describe('each: one customer per guest; shared: all guests are one customer.'),
  sharedGuestName: z
    .string()
    .min(1)
    .max(41)
    .default('Web customers')
    .describe('The name of the shared customer.'),
  customers: z
    .enum(['at-once', 'with-order'])
    .default('at-once')
    .describe('When a customer created or changed in the shop reaches the books.'),
} as const;
