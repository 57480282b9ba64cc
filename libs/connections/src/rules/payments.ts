import { z } from 'zod';

const byMethod = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string().max(100), value).default({});

/** How payments appear. */
export const paymentRules = {
  paymentMethods: byMethod(z.string().max(31)).describe(
    "By the shop's payment method id: the payment method in the company file.",
  ),
  paymentAccounts: byMethod(z.string().max(159)).describe(
    "By the shop's payment method id: full name of the account that its money goes to, such as the clearing account of a gateway. Others go to `accounts.deposit`.",
  ),
  paymentDocuments: byMethod(z.enum(['invoice', 'sales-receipt', 'sales-order'])).describe(
    "By the shop's payment method id: what its orders become. Others become what `document` says.",
  ),
  dates: z
    .strictObject({
      sale: z
        .enum(['created', 'paid', 'completed'])
        .default('created')
        .describe('The day of a sale: when it was ordered, paid or completed.'),
      payment: z
        .enum(['created', 'paid', 'completed'])
        .default('paid')
        .describe('The day of a payment.'),
    })
    .prefault({})
    .describe(
      "Which of an order's days the documents bear, in the shop's zone; where the shop tells none, the day it was ordered.",
    ),
} as const;
