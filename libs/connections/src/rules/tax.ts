import { z } from 'zod';

/** How sales tax appears on a document. */
export const taxRules = {
  taxMode: z
    .enum(['line', 'other-charge'])
    .default('line')
    .describe(
      'line: tax as a line with a sales tax item; other-charge: as a line to a liability account.',
    ),
  taxAgency: z
    .string()
    .max(41)
    .nullable()
    .default(null)
    .describe('The tax agency (vendor) of the sales tax item; null: the only one in the file.'),
} as const;
