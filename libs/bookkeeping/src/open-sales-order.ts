import { type Posting, postingId } from '@ml-connector/postings';

/**
 * The source of the sales order that an order is while it waits for its payment. Another one than that of a sales order
 * that paid orders become by rule: the one is taken over by an invoice, the other is the sale.
 */
export const openSource = (orderId: number): string => `open-${orderId}`;

export const openSalesOrderId = (connectionId: string, orderId: number): string =>
  postingId(connectionId, 'sales-order', openSource(orderId));

/** How the sales order of an order that was paid since stands: to be taken over by its invoice, or taken over. */
export type SalesOrderStanding = 'open' | 'invoiced';

type Standing = Pick<Posting, 'document'> & Partial<Pick<Posting, 'state' | 'out'>>;

/** `undefined` where there is none in the books: then the invoice stands alone. */
export const salesOrderStanding = (
  salesOrder: Standing | null | undefined,
  invoice: Standing | null | undefined,
): SalesOrderStanding | undefined => {
  if (!salesOrder || !isThere(salesOrder)) return undefined;
  return invoice && isThere(invoice) ? 'invoiced' : 'open';
};

/** In the books, or on the way there. */
const isThere = ({ document, state, out }: Standing): boolean =>
  (document !== null && state !== 'voided') || (out ?? null) !== null;
