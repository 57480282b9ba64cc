import {
  balancedDocument,
  type BooksContext,
  decideDocuments,
  orderDeleted,
  type OrderDecision,
  type PlannedBefore,
  planUnreadable,
  rulesFor,
  settledWithoutCustomer,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { SealingKeys } from '@ml-connector/sealing';
import type { MappingPorts } from '../mapping-ports.js';
import type { ChosenCustomer } from '../planning/asking-shopper.js';
import { hashed } from '../planning/plan-documents.js';
import type { OpenedOrder } from './known-order.js';
import { findOrderCustomers, type OrderToPost } from './order-customers.js';
import type { OrderDraft } from './order-draft.js';
import { settleDecision, type Settled } from './settle-decision.js';

/** An order with what is known of it and what was planned for it before. */
export interface OpenOrder {
  readonly draft: OrderDraft;
  readonly opened: OpenedOrder;
  readonly before: PlannedBefore;
}

/** What is to be done for an order. */
export interface SettledOrder {
  readonly order: OpenOrder;
  readonly settled: Settled;
  readonly customer: ChosenCustomer | null;
}

/** What is to be done, and what was known of the company file. */
export interface DecidedOpened {
  readonly decisions: readonly SettledOrder[];
  readonly companyRevision: number;
  readonly readUpTo: number;
}

interface At {
  readonly connection: Connection;
  readonly keys: SealingKeys;
}

/** Decides every order that can be decided; those that are unclear or erased are left out. */
export const decideOpened = async (
  ports: MappingPorts,
  { connection, keys }: At,
  orders: readonly OpenOrder[],
): Promise<DecidedOpened> => {
  const settle = (order: OpenOrder, decision: OrderDecision): Settled =>
    settleDecision(decision, order.before, (documents) => hashed(documents, keys));
  const decisions: SettledOrder[] = [];
  const toPost: (OrderToPost & { readonly of: OpenOrder })[] = [];
  for (const order of orders) {
    const { opened, draft } = order;
    const decision = decideWithoutBooks(order, connection);
    if (decision) {
      const kept = await keptWhereLeft(ports, decision, order.before);
      decisions.push({ order, settled: settle(order, kept), customer: null });
    } else if (opened.state === 'known')
      toPost.push({ ...opened, shopper: draft.value.observed?.shopper ?? '', of: order });
  }
  if (toPost.length === 0) {
    const { revision, readUpTo } = await ports.company.state(connection.id);
    return { decisions, companyRevision: revision, readUpTo };
  }
  const { books, customers } = await findOrderCustomers(ports, { connection, keys }, toPost);
  toPost.forEach((one, index) => {
    const customer = customers[index];
    if (!customer)
      throw new RangeError('A shopper has neither a customer nor a reason for having none.');
    const decision = decideDocuments(one, customer.document, booksFor(books, one.of));
    decisions.push({ order: one.of, settled: settle(one.of, decision), customer });
  });
  const { revision, readUpTo } = books.company;
  return { decisions, companyRevision: revision, readUpTo };
};

/** An order that is decided by itself: nobody's customer is looked for. */
const decideWithoutBooks = (
  { opened, draft }: OpenOrder,
  { id: connectionId, rules }: Connection,
): OrderDecision | null => {
  switch (opened.state) {
    case 'gone':
      return { outcome: 'withdraw', reason: orderDeleted };
    case 'unreadable': {
      const document = planUnreadable({ connectionId, rules }, draft.value.orderId, opened.hold);
      return { outcome: 'documents', documents: [balancedDocument(document)] };
    }
    case 'known':
      return settledWithoutCustomer(opened.order, rules);
    case 'unclear':
    case 'erased':
      return null;
  }
};

/** An order that is unpaid again keeps everything as it was planned once a part of it has left for QuickBooks. */
const keptWhereLeft = async (
  { postings }: Pick<MappingPorts, 'postings'>,
  decision: OrderDecision,
  before: PlannedBefore,
): Promise<OrderDecision> => {
  if (decision.outcome !== 'nothing' || decision.why !== 'unpaid' || before.size === 0)
    return decision;
  const known = await postings.getMany([...before.keys()]);
  const hasLeft = known.some(({ document, out }) => document !== null || out !== null);
  return hasLeft ? { outcome: 'nothing', why: 'status' } : decision;
};

const booksFor = (books: BooksContext, { before, draft, opened }: OpenOrder): BooksContext => {
  const { connectionId, orderId } = draft.value;
  const rules = rulesFor(books.rules, before, {
    connectionId,
    orderId,
    ...(opened.state === 'known' ? { paymentMethod: opened.order.paymentMethod } : {}),
  });
  return rules === books.rules ? books : { ...books, rules };
};
