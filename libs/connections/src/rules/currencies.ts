import { z } from 'zod';
import { accountName } from './account-name.js';

/** Orders in other currencies than the books'. */
export const currencyRules = {
  currencies: z
    .record(
      z.string().regex(/^[A-Z]{3}$/),
      z.strictObject({
        name: z
          .string()
          .min(1)
          .max(64)
          .describe('Name of the currency in the company file, e.g. Canadian Dollar.'),
        receivable: z
          .string()
          .min(1)
          .max(159)
          .describe('Full name of the accounts receivable account in this currency.'),
        deposit: accountName
          .default(null)
          .describe(
            'Full name of the account that its money goes to, and refunds are paid from; null: Undeposited Funds.',
          ),
        exchangeRate: z
          .string()
          .regex(/^\d{1,6}(?:\.\d{1,5})?$/)
          .nullable()
          .default(null)
          .describe(
            'What one of it is worth in home currency; null: what QuickBooks has for the day.',
          ),
      }),
    )
    .default({})
    .describe(
      'By currency code, where the company file keeps several currencies: orders in it post with their own amounts, to a customer of their own in that currency. Orders in any other currency than the home currency are held.',
    ),
} as const;
