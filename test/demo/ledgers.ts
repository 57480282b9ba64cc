import { z } from 'zod';
import { control } from './simulator-process.js';

const storeLedger = z.object({
  orders: z.array(
    z.object({
      id: z.number(),
      number: z.string(),
      status: z.string(),
      currency: z.string(),
      total: z.number(),
      customerName: z.string(),
      refunds: z.array(z.object({ id: z.number(), amount: z.number(), hasLines: z.boolean() })),
    }),
  ),
});
export type StoreOrder = z.infer<typeof storeLedger>['orders'][number];

const companyDocuments = z.array(
  z.object({
    txnId: z.string(),
    kind: z.string(),
    refNumber: z.string().optional(),
    customer: z.string().optional(),
    totalCents: z.number(),
    openCents: z.number(),
    voided: z.boolean(),
  }),
);
export type CompanyDocument = z.infer<typeof companyDocuments>[number];

/** What the shop says it sold: the simulated store's own account. */
export const readStore = async (store: string): Promise<readonly StoreOrder[]> =>
  storeLedger.parse(await control(store, 'GET /__sim/ledger')).orders;

/** What stands in the books: the simulated company file's own account. */
export const readBooks = async (company: string): Promise<readonly CompanyDocument[]> =>
  companyDocuments.parse(await control(company, 'GET /documents'));
