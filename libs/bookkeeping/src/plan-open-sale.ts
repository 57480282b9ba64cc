import { postingId } from '@ml-connector/postings';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { openSalesOrderId, type SalesOrderStanding } from './open-sales-order.js';
import type { PlannedDocument } from './planned-document.js';
import { type PlannedWithItems, planSale } from './plan-sale.js';

/** The sales order that an order is while it waits for its payment. */
export const planOpenSale = (
  order: Order,
  customer: PlannedDocument,
  books: BooksContext,
): PlannedWithItems => {
  const { connectionId, rules } = books;
  const isTheSale = rules.document === 'sales-order';
  const id = isTheSale
    ? postingId(connectionId, 'sales-order', String(order.id))
    : openSalesOrderId(connectionId, order.id);
  return planSale(order, customer, { ...books, rules: { ...rules, document: 'sales-order' } }, id);
};

/**
 * The sales order of an order that was paid since: once more as the order is now, so that its lines are those that the
 * invoice takes over; as it stands where the invoice took them already.
 */
export const takenOver = (
  { document, items }: PlannedWithItems,
  standing: SalesOrderStanding,
): PlannedWithItems => ({
  items,
  document: {
    ...document,
    basis: [document.basis, 'invoiced'],
    isTakenOver: true,
    isKept: standing === 'invoiced',
  },
});

/** The invoice that takes a sales order over: QuickBooks brings its lines by itself. */
export const withSalesOrder = (
  { document, items }: PlannedWithItems,
  { postingId: salesOrder }: PlannedDocument,
): PlannedWithItems => ({
  items,
  document:
    document.hold === null
      ? {
          ...document,
          fields: { ...document.fields, LinkToTxnID: { $posting: salesOrder, $take: 'TxnID' } },
          dependsOn: [...document.dependsOn, salesOrder],
        }
      : document,
});
