import { z } from 'zod';
import { accountName } from './account-name.js';

/** How refunds appear. */
export const refundRules = {
  refunds: z
    .strictObject({
      payOut: z
        .enum(['credit-card', 'check', 'none'])
        .default('credit-card')
        .describe(
          'How the money of a refund leaves where the sale was paid: as a credit card refund or a check, applied to the credit memo; none: the credit stays open on the customer.',
        ),
      account: accountName
        .default(null)
        .describe(
          'The account that refunds are paid from; a check needs a bank account. Null: the account of the payment method, or Undeposited Funds.',
        ),
      amountOnly: z
        .enum(['hold', 'split'])
        .default('hold')
        .describe(
          "A refund of an amount without lines, whose tax the shop does not tell: hold, or split it by the order's own proportions, with what rounding leaves on a line of its own.",
        ),
      restock: z
        .enum(['always', 'shop', 'never'])
        .default('always')
        .describe(
          'Whether the quantities of a refund stand on its credit memo, which puts inventory items back into stock: always; shop: those that the shop put back; never: only amounts.',
        ),
    })
    .prefault({})
    .describe('How refunds appear.'),
} as const;
