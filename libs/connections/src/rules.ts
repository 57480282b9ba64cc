import { z } from 'zod';

const account = z
  .string()
  .max(159)
  .nullable()
  .describe(
    'Full name of an account in the company file; null: the only one that fits by type and usual name.',
  );

/** How the shop's sales appear in the books. Every key has a default, so a part may be given. */
export const rulesSchema = z.strictObject({
  goLive: z.iso
    .datetime()
    .describe(
      'Orders created before this moment (date_created_gmt) are never posted. Default: the moment of pairing.',
    ),
  homeCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("The company file's currency; orders in another are held. Null: the shop's own."),
  statuses: z
    .array(z.string().max(40))
    .min(1)
    .default(['processing', 'completed'])
    .describe('Order statuses that post.'),
  document: z
    .enum(['invoice', 'sales-receipt', 'sales-order'])
    .default('invoice')
    .describe(
      'What a paid order becomes: an invoice with its payment, a sales receipt, or a sales order.',
    ),
  unknownProduct: z
    .enum(['hold', 'create', 'catch-all'])
    .default('hold')
    .describe('What happens to an order with a product that the company file does not have.'),
  catchAllItem: z
    .string()
    .max(159)
    .nullable()
    .default(null)
    .describe(
      'Full name of the item that stands for unknown products with `unknownProduct: catch-all`.',
    ),
  items: z
    .record(z.string().max(200), z.string().max(159))
    .default({})
    .describe('By SKU (or product name where there is none): the full name of the item to use.'),
  accounts: z
    .strictObject({
      receivable: account.default(null),
      income: account.default(null),
      shipping: account.default(null),
      fees: account.default(null),
      discounts: account.default(null),
      tax: account.default(null),
      rounding: account.default(null),
      deposit: account.default(null),
    })
    .prefault({})
    .describe('Accounts of what the product makes itself.'),
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
  paymentMethods: z
    .record(z.string().max(100), z.string().max(31))
    .default({})
    .describe("By the shop's payment method id: the payment method in the company file."),
  numberPrefix: z.string().max(6).default('').describe('Put before the order number.'),
  guests: z
    .enum(['each', 'shared'])
    .default('each')
    .describe('each: one customer per guest; shared: all guests are one customer.'),
  sharedGuestName: z
    .string()
    .min(1)
    .max(41)
    .default('Web customers')
    .describe('The name of the shared customer.'),
  customers: z
    .enum(['at-once', 'with-order'])
    .default('at-once')
    .describe('When a customer created or changed in the shop reaches the books.'),
  roundingLimit: z
    .string()
    .regex(/^\d{1,6}\.\d{2}$/)
    .default('0.05')
    .describe('The largest difference that goes to the rounding line; above it the order is held.'),
});

export type Rules = z.infer<typeof rulesSchema>;

/** A part of the rules, as people give it: defaults fill the rest. */
export const rulesInputSchema = rulesSchema.partial({ goLive: true });
export type RulesInput = z.input<typeof rulesInputSchema>;

/** The whole rules; `goLive` (the moment of pairing, ISO 8601 UTC) stands where the input names none. */
export const completeRules = (input: z.output<typeof rulesInputSchema>, goLive: string): Rules => ({
  ...input,
  goLive: input.goLive ?? goLive,
});
