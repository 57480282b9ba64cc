import { z } from 'zod';
import { accountName } from './account-name.js';

/** Which accounts the product's own items and documents use. */
export const accountRules = {
  accounts: z
    .strictObject({
      receivable: accountName.default(null),
      income: accountName.default(null),
      shipping: accountName.default(null),
      fees: accountName.default(null),
      discounts: accountName.default(null),
      tax: accountName.default(null),
      rounding: accountName.default(null),
      deposit: accountName.default(null),
    })
    .prefault({})
    .describe('Accounts of what the product makes itself.'),
} as const;
