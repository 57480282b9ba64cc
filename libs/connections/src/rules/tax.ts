import { z } from 'zod';

/** How sales tax appears on a document. */
export const taxRules = {
  taxMode: z
    .enum(['line', 'other-charge', 'quickbooks'])
    .default('line')
    .describe(
      'line: tax as a line with a sales tax item; other-charge: as a line to a liability account; quickbooks: QuickBooks computes it from the sales tax item or group that `taxItems` names.',
    ),
  taxItems: z
    .record(z.string().min(1).max(500), z.string().min(1).max(159))
    .default({})
    .describe(
      "By the shop's tax rate (its id, code or label): the full name of the item that its tax stands under. With `taxMode: quickbooks` a sales tax item or group; several rates on one order are named together, joined by a plus sign.",
    ),
  taxFallback: z
    .enum(['hold', 'line'])
    .default('hold')
    .describe(
      'With `taxMode: quickbooks`, what becomes of an order whose tax QuickBooks cannot compute to within `roundingLimit`: hold, or line: its tax stands as lines.',
    ),
  taxAgency: z
    .string()
    .max(41)
    .nullable()
    .default(null)
    .describe('The tax agency (vendor) of the sales tax item; null: the only one in the file.'),
} as const;
