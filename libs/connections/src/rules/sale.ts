import { z } from 'zod';

/** Which document a sale becomes. */
export const saleRules = {
  document: z
    .enum(['invoice', 'sales-receipt', 'sales-order'])
    .default('invoice')
    .describe(
      'What a paid order becomes: an invoice with its payment, a sales receipt, or a sales order.',
    ),
} as const;
