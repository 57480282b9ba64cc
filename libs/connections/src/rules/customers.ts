import { z } from 'zod';

/** How shoppers become customers. */
export const customerRules = {
  guests: z
    .enum(['each', 'shared', 'per-channel'])
    .default('each')
    .describe(
      'each: one customer per guest; shared: all guests are one customer; per-channel: one for each way in which orders are made (the created_via of the order, e.g. checkout or pos).',
    ),
  sharedGuestName: z
    .string()
    .min(1)
    .max(41)
    .default('Web customers')
    .describe(
      'The name of the shared customer; with per-channel the channel is put behind it, e.g. Web customers (pos).',
    ),
  channelNames: z
    .record(z.string().max(40), z.string().min(1).max(41))
    .default({})
    .describe('With per-channel, by channel: the name of its customer.'),
  matchCustomers: z
    .array(z.enum(['email', 'name-and-postcode']))
    .max(2)
    .default(['email', 'name-and-postcode'])
    .describe(
      'By what a shopper is found among the customers of the company file before a new one is made, in this order; none: never.',
    ),
  handmadeCustomers: z
    .enum(['leave', 'addresses'])
    .default('leave')
    .describe(
      'What follows the shop in a customer that a person made in QuickBooks: nothing (leave), or billing and shipping address. A customer that was made from the shop follows it whole; what a person changed there since holds the change.',
    ),
  customers: z
    .enum(['at-once', 'with-order'])
    .default('at-once')
    .describe(
      'When a customer created or changed in the shop reaches the books: at once, or with the first order, as it is then. Who is in the books already follows the shop at once either way; who was made before `goLive` comes with the first order.',
    ),
  deletedCustomers: z
    .enum(['hold', 'again'])
    .default('hold')
    .describe(
      'A customer that was deleted in QuickBooks, or merged into another, is held until a person says so (hold), or looked for and, if need be, made again with the next update (again).',
    ),
} as const;
