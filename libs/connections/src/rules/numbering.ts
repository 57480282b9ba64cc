import { z } from 'zod';

/** Which number a document gets. */
export const numberingRules = {
  numberPrefix: z.string().max(6).default('').describe('Put before the order number.'),
} as const;
