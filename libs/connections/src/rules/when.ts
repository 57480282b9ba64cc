import { z } from 'zod';

/** Which orders post, and from when on. */
export const whenRules = {
  goLive: z.iso
    .datetime()
    .describe(
      'Orders created before this moment (date_created_gmt) are never posted. Default: the moment of pairing.',
    ),
  homeCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("The company file's currency; orders in another are held. Null: the shop's own."),
  statuses: z
    .array(z.string().max(40))
    .min(1)
    .default(['processing', 'completed'])
    .describe('Order statuses that post.'),
} as const;
