import { z } from 'zod';

/** How payments appear. */
export const paymentRules = {
  paymentMethods: z
    .record(z.string().max(100), z.string().max(31))
    .default({})
    .describe("By the shop's payment method id: the payment method in the company file."),
} as const;
