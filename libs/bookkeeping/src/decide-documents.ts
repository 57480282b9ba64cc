import type { Rules } from '@ml-connector/connections';
import type { Reason } from '@ml-connector/contracts';
import { ZERO } from '@ml-connector/kernel';
import { isIdOf, postingId } from '@ml-connector/postings';
import type { Order, Refund, RefundSummary } from '@ml-connector/woocommerce';
import { type BalancedDocument, balancedDocument } from './balanced-document.js';
import type { BooksContext } from './books-context.js';
import { type PlannedBefore, wasSale } from './documents-to-plan.js';
import type { SalesOrderStanding } from './open-sales-order.js';
import { planOpenSale, takenOver, withSalesOrder } from './plan-open-sale.js';
import { planPayment } from './plan-payment.js';
import type { PlannedDocument } from './planned-document.js';
import { planRefunds } from './plan-refunds.js';
import { type PlannedWithItems, planSale } from './plan-sale.js';
import { planUnreadRefund } from './plan-unread-refund.js';
import { amountOrNull } from './read-amount.js';
import { isTaken } from './refund-money.js';
import { type NothingReason, selectOrder } from './select-order.js';

/** An order with what is known of its refunds. */
export interface KnownOrder {
  readonly order: Order;
  /** Those that stand, with their details. */
  readonly refunds: readonly Refund[];
  /** Those that the order names and of which the shop, when it was asked, showed no details. */
  readonly unreadRefunds?: readonly RefundSummary[];
  /** What was planned for it before: money that the books took or gave back once stays so. Default: nothing. */
  readonly before?: PlannedBefore;
  /** It is over, its sale stands in the books, and by rule a credit memo takes it back. Default: no. */
  readonly isEnded?: boolean;
  /** The sales order that it was before it was paid, where the books have it. */
  readonly salesOrder?: SalesOrderStanding | undefined;
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

/** What decides whether an order asks for documents at all. */
type Asking = Pick<KnownOrder, 'order' | 'before' | 'isEnded'>;

/** The decision about an order that asks for no document, whoever the customer is; `null` for one that does. */
export const settledWithoutCustomer = (
  { order, before = NOTHING, isEnded = false }: Asking,
  { connectionId, rules }: Pick<BooksContext, 'connectionId' | 'rules'>,
): OrderDecision | null => {
  const selection = selectOrder(order, rules);
  if (selection.select === 'nothing') return { outcome: 'nothing', why: selection.why };
  if (selection.select === 'withdraw' && !isEnded)
    return { outcome: 'withdraw', reason: selection.reason };
  // What was a sale once and waits for its payment again is no sales order.
  if (selection.select === 'open' && wasSale(before, { connectionId, orderId: order.id }))
    return { outcome: 'nothing', why: 'unpaid' };
  return amountOrNull(order.total) === 0 ? { outcome: 'nothing', why: 'zero-total' } : null;
};

const NOTHING: PlannedBefore = new Map();

/**
 * Which documents an order asks for. Pure: the same order, rules and lists give the same documents. A sale that is
 * held stands alone: its customer, items and payment follow once it can be made.
 */
export const decideDocuments = (
  known: KnownOrder,
  customer: PlannedDocument,
  books: BooksContext,
): OrderDecision => {
  const settled = settledWithoutCustomer(known, books);
  if (settled) return settled;
  const { order } = known;
  const parts =
    selectOrder(order, books.rules).select === 'open'
      ? { ...NO_PARTS, sales: [planOpenSale(order, customer, books)] }
      : soldParts(known, customer, books);
  const onChange = onChangeBy(books.rules);
  const items = [...parts.sales, ...parts.memos].flatMap((planned) => planned.items);
  const changing = ({ document }: PlannedWithItems) => ({ ...document, onChange });
  return {
    outcome: 'documents',
    documents: [
      customer,
      ...new Map(items.map((item) => [item.postingId, item])).values(),
      ...parts.sales.map(changing),
      ...parts.payments,
      ...parts.memos.map(changing),
      ...parts.others,
    ].map(balancedDocument),
  };
};

/** The documents of an order that was sold. */
interface Parts {
  readonly sales: readonly PlannedWithItems[];
  readonly payments: readonly PlannedDocument[];
  readonly memos: readonly PlannedWithItems[];
  /** What becomes of the credits, and what is held. */
  readonly others: readonly PlannedDocument[];
}

const NO_PARTS: Parts = { sales: [], payments: [], memos: [], others: [] };

const soldParts = (known: KnownOrder, customer: PlannedDocument, books: BooksContext): Parts => {
  const { order, refunds, unreadRefunds = [], before = NOTHING, isEnded = false } = known;
  const { connectionId, rules } = books;
  const sales = planSales(known, customer, books);
  const sale = sales.at(-1)?.document;
  if (!sale) return NO_PARTS;
  const back = planRefunds({ order, refunds, before, isEnded, sale, customer }, books);
  const money = { order, before, connectionId, document: rules.document };
  // What is set off no more must have let go of the invoice before it can take something else.
  const asked = new Set([
    ...back.memos.map(({ document }) => document.postingId),
    ...unreadRefunds.map(({ id }) => postingId(connectionId, 'credit-memo', String(id))),
  ]);
  const after = [...before.keys()].filter((id) => isIdOf('credit-memo', id) && !asked.has(id));
  const behind = (document: PlannedDocument): PlannedDocument =>
    after.length === 0 ? document : { ...document, after };
  const takesPayment = rules.document === 'invoice' && isTaken(money) && back.open !== ZERO;
  return {
    sales,
    payments: takesPayment
      ? [planPayment(order, { invoice: sale, customer, credited: back.credited }, books)].map(
          behind,
        )
      : [],
    memos: back.memos,
    others: [
      ...back.payOuts,
      ...back.uses.map(behind),
      ...unreadRefunds.map((refund) => planUnreadRefund(refund, { order, sale }, books)),
    ],
  };
};

/** The sale, behind the sales order that it takes over. */
const planSales = (
  { order, salesOrder }: KnownOrder,
  customer: PlannedDocument,
  books: BooksContext,
): readonly PlannedWithItems[] => {
  if (salesOrder === undefined || books.rules.document !== 'invoice')
    return [planSale(order, customer, books)];
  const taken = takenOver(planOpenSale(order, customer, books), salesOrder);
  return [taken, withSalesOrder(planSale(order, customer, books), taken.document)];
};

const onChangeBy = ({ changes }: Rules): PlannedDocument['onChange'] => {
  if (changes.edited === 'hold') return 'hold';
  return changes.paidInvoice === 'same-total' ? 'change-paid' : 'change';
};
