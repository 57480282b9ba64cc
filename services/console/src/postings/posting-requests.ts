import { POSTING_KINDS } from '@ml-connector/contracts';
import { isPerson, POSTING_STATES } from '@ml-connector/postings';
import { z } from 'zod';
import { pagingShape } from '@ml-connector/platform';

export const listPostingsQuery = z.strictObject({
  ...pagingShape,
  state: z.enum(POSTING_STATES).exactOptional(),
  kind: z.enum(POSTING_KINDS).exactOptional(),
  orderId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .exactOptional()
    .describe("The shop's id of the order."),
});

/** Who did it and why; stands in the log. */
export const verbBody = z.strictObject({
  why: z.string().trim().min(1).max(500).nullable().default(null),
  who: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine(isPerson, 'This name belongs to a part of the product.')
    .default('admin'),
});
export type VerbBody = z.output<typeof verbBody>;
