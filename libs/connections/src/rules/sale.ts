import { z } from 'zod';

/** Which document a sale becomes. */
export const saleRules = {
  document: z
    .enum(['invoice', 'sales-receipt', 'sales-order'])
    .default('invoice')
    .describe(
      'What a paid order becomes: an invoice with its payment, a sales receipt, or a sales order.',
    ),
  unpaid: z
    .strictObject({
      document: z
        .enum(['none', 'sales-order'])
        .default('none')
        .describe('none: it becomes nothing until it is paid; sales-order: a sales order.'),
      methods: z
        .record(z.string().max(100), z.enum(['none', 'sales-order']))
        .default({})
        .describe("By the shop's payment method id, instead of `document`."),
      statuses: z
        .array(z.string().max(40))
        .default(['on-hold'])
        .describe('Statuses of orders that wait for their payment; those of `statuses` never do.'),
    })
    .prefault({})
    .describe(
      'What an order becomes that waits for its payment, such as a bank transfer. Its invoice takes the sales order over once it is paid; a sales receipt stands in its place, and the sales order is deleted, as it is where the order is cancelled.',
    ),
} as const;
