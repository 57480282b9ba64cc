import type { dailyCapsSchema } from '@ml-connector/contracts';
import type { z } from 'zod';

/** How many new customers and sales documents at most go into QuickBooks on a day of the shop; null: as many as come. */
export type DailyCaps = Readonly<z.infer<typeof dailyCapsSchema>>;

/** Customers fill the lists of a company file in a month at the earliest; documents are many times what one PC sells. */
export const DEFAULT_DAILY_CAPS: DailyCaps = { customers: 500, documents: 5_000 };

export const dailyCapsOf = ({ dailyCaps }: { readonly dailyCaps?: DailyCaps }): DailyCaps =>
  dailyCaps ?? DEFAULT_DAILY_CAPS;
