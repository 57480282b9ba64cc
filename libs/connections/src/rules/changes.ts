import { z } from 'zod';

/** What becomes of documents when their order changes afterwards. */
export const changeRules = {
  changes: z
    .strictObject({
      edited: z
        .enum(['change', 'hold'])
        .default('change')
        .describe(
          'An order edited after it was posted: change its document in QuickBooks, or hold. What somebody edited, paid or deleted there is held either way.',
        ),
      paidInvoice: z
        .enum(['hold', 'same-total'])
        .default('hold')
        .describe(
          'A change of a document that a payment or credit is applied to: hold; same-total: carry it out where the total stays.',
        ),
      cancelled: z
        .enum(['void', 'hold'])
        .default('void')
        .describe('An order cancelled or failed after it was posted, where nothing was paid.'),
      cancelledPaid: z
        .enum(['void', 'hold'])
        .default('hold')
        .describe(
          'The same where it was paid; void: its payment is deleted first, then the sale is voided.',
        ),
      deleted: z
        .enum(['void', 'hold'])
        .default('hold')
        .describe(
          'An order trashed or deleted after it was posted: many shops clear away old orders that were real sales.',
        ),
    })
    .prefault({})
    .describe('What becomes of posted documents when their order changes afterwards.'),
} as const;
