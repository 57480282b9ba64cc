import type { Rules } from '@ml-connector/connections';
import type { Reason } from '@ml-connector/contracts';
import type { Order, Refund, RefundSummary } from '@ml-connector/woocommerce';
import { type BalancedDocument, balancedDocument } from './balanced-document.js';
import type { BooksContext } from './books-context.js';
import { planCreditMemo } from './plan-credit-memo.js';
import { planPayOut } from './plan-pay-out.js';
import { planPayment } from './plan-payment.js';
import type { PlannedDocument } from './planned-document.js';
import { planSale } from './plan-sale.js';
import { planUnreadRefund } from './plan-unread-refund.js';
import { amountOrNull } from './read-amount.js';
import { isPaid, type NothingReason, selectOrder } from './select-order.js';

/** An order with what is known of its refunds. */
export interface KnownOrder {
  readonly order: Order;
  /** Those that stand, with their details. */
  readonly refunds: readonly Refund[];
  /** Those that the order names and of which the shop, when it was asked, showed no details. */
  readonly unreadRefunds?: readonly RefundSummary[];
}

export type OrderDecision =
  | { readonly outcome: 'nothing'; readonly why: NothingReason }
  /** Whatever was planned for the order is taken back. */
  | { readonly outcome: 'withdraw'; readonly reason: Reason }
  | {
      readonly outcome: 'documents';
      /** In the order in which they can be posted: customer, items, sale, payment, credit memos. */
      readonly documents: readonly BalancedDocument[];
    };

/** The decision about an order that asks for no document, whoever the customer is; `null` for one that does. */
export const settledWithoutCustomer = (order: Order, rules: Rules): OrderDecision | null => {
  const selection = selectOrder(order, rules);
  if (selection.select === 'nothing') return { outcome: 'nothing', why: selection.why };
  if (selection.select === 'withdraw') return { outcome: 'withdraw', reason: selection.reason };
  return amountOrNull(order.total) === 0 ? { outcome: 'nothing', why: 'zero-total' } : null;
};

/**
 * Which documents an order asks for. Pure: the same order, rules and lists give the same documents. A sale that is
 * held stands alone: its customer, items and payment follow once it can be made.
 */
export const decideDocuments = (
  { order, refunds, unreadRefunds = [] }: KnownOrder,
  customer: PlannedDocument,
  books: BooksContext,
): OrderDecision => {
  const settled = settledWithoutCustomer(order, books.rules);
  if (settled) return settled;
  const sale = planSale(order, customer, books);
  const takesPayment = books.rules.document === 'invoice' && isPaid(order);
  const payments = takesPayment
    ? [planPayment(order, { invoice: sale.document, customer }, books)]
    : [];
  const memos = refunds.map((refund) =>
    planCreditMemo(refund, { order, sale: sale.document, customer }, books),
  );
  const payOuts = memos.flatMap(({ document }) =>
    planPayOut(order, { memo: document, customer }, books),
  );
  const onChange = onChangeBy(books.rules);
  const items = [sale, ...memos].flatMap((planned) => planned.items);
  return {
    outcome: 'documents',
    documents: [
      customer,
      ...new Map(items.map((item) => [item.postingId, item])).values(),
      { ...sale.document, onChange },
      ...payments,
      ...memos.map(({ document }) => ({ ...document, onChange })),
      ...payOuts,
      ...unreadRefunds.map((refund) =>
        planUnreadRefund(refund, { order, sale: sale.document }, books),
      ),
    ].map(balancedDocument),
  };
};

const onChangeBy = ({ changes }: Rules): PlannedDocument['onChange'] => {
  if (changes.edited === 'hold') return 'hold';
  return changes.paidInvoice === 'same-total' ? 'change-paid' : 'change';
};
