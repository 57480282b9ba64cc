import { z } from 'zod';
import { accountName } from './account-name.js';

const ONLY_ONE =
  'null: the only one of such a type and usual name; where none or several fit, what needs it is held.';

const account = (use: string, otherwise = ONLY_ONE) =>
  accountName.default(null).describe(`Full name of the account ${use}; ${otherwise}`);

/** Which accounts the product's own items and documents use. */
export const accountRules = {
  accounts: z
    .strictObject({
      receivable: account(
        'that shoppers owe on, of accounts receivable',
        "null: QuickBooks' own default.",
      ),
      income: account('of income from products that `unknownProduct: create` makes items for'),
      shipping: account('of shipping (Web Shipping), of income or expense'),
      fees: account('of fees (Web Fee), of income'),
      discounts: account('of discounts (Web Discount), of income or expense'),
      tax: account(
        'of sales tax, another current liability, where tax goes to an account (`taxMode: other-charge`, or sales tax is off in the company file)',
      ),
      rounding: account('of rounding differences (Web Rounding), of income or expense'),
      deposit: account(
        'that money goes to, unless `paymentAccounts` names one for its payment method: a bank account or another current asset',
        "null: QuickBooks' own default, Undeposited Funds.",
      ),
    })
    .prefault({})
    .describe('Accounts of what the product makes itself.'),
} as const;
