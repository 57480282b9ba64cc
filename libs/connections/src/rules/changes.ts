import { z } from 'zod';

const ending = z.enum(['void', 'credit-memo', 'hold']);

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
      cancelled: ending
        .default('void')
        .describe(
          'An order cancelled or failed after it was posted, where nothing was paid. void: its document is voided; credit-memo: what is left of it is taken back by a credit memo, which is set off against the open invoice; hold: a person decides.',
        ),
      cancelledPaid: ending
        .default('hold')
        .describe(
          'The same where it was paid. void: its payment is deleted first, then the sale is voided; credit-memo: the credit stays open on the customer, because the word cancelled moves no money.',
        ),
      deleted: ending
        .default('hold')
        .describe(
          'An order trashed or deleted after it was posted: many shops clear away old orders that were real sales.',
        ),
    })
    .prefault({})
    .describe('What becomes of posted documents when their order changes afterwards.'),
} as const;
