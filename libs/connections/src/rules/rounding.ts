import { z } from 'zod';

/** How large a difference the product may even out by itself. */
export const roundingRules = {
  roundingLimit: z
    .string()
    .regex(/^\d{1,6}\.\d{2}$/)
    .default('0.05')
    .describe('The largest difference that goes to the rounding line; above it the order is held.'),
} as const;
