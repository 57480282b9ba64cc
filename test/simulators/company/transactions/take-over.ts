import { textOf, textsOf, type Fields } from '../fields.js';
import { isQuantityLink, type Line, type Transaction } from '../ledger/records.js';
import { invalidValue, notFound, type RequestContext } from '../requests/request.js';
import { transactionId } from './read-lines.js';

/**
 * The sales orders that a new invoice takes over (`LinkToTxnID`).
 * @throws StatusError 3120 unknown, 3210 of another customer, closed, or invoiced already.
 */
export function linkedSalesOrders(
  { ledger }: RequestContext,
  body: Fields,
  customerId: string | undefined,
): readonly Transaction[] {
  return textsOf(body, 'LinkToTxnID').map((id) => {
    const order = ledger.transaction(id);
    if (order?.kind !== 'SalesOrder') throw notFound(id);
    if (order.customerId !== customerId) {
      throw invalidValue('The linked transaction belongs to another customer.');
    }
    if (['true', '1'].includes(textOf(order.fields, 'IsManuallyClosed') ?? '')) {
      throw invalidValue('The linked sales order is closed.');
    }
    if (isInvoiced(order)) throw invalidValue('The linked sales order is invoiced already.');
    return order;
  });
}

/** The lines of a sales order as those of the invoice that takes it over. */
export function linesTakenOver(context: RequestContext, { lines }: Transaction): readonly Line[] {
  return lines.map((line) => ({ ...line, id: transactionId(context) }));
}

/** Notes on both that the one took the other over; their amounts stay open. */
export function takeOver(
  { ledger, clock }: RequestContext,
  invoice: Transaction,
  orders: readonly Transaction[],
): Transaction {
  const modified = clock.seconds();
  for (const order of orders) {
    const link = { txnId: invoice.id, amount: order.total, isQuantity: true };
    ledger.put({ ...order, links: [...order.links, link], modified });
  }
  const links = orders.map((order) => ({ txnId: order.id, amount: order.total, isQuantity: true }));
  return { ...invoice, links: [...invoice.links, ...links] };
}

/** Whether an invoice took a sales order over. */
export function isInvoiced({ kind, links }: Transaction): boolean {
  return kind === 'SalesOrder' && links.some(isQuantityLink);
}
