import {
  balancedDocument,
  type BooksContext,
  categoriesFor,
  decideDocuments,
  type KnownProducts,
  orderDeleted,
  type OrderDecision,
  type PlannedBefore,
  planUnreadable,
  productsToRead,
  rulesFor,
  settledWithoutCustomer,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { SealingKeys } from '@ml-connector/sealing';
import type { MappingPorts } from '../mapping-ports.js';
import type { ChosenCustomer } from '../planning/asking-shopper.js';
import { hashed } from '../planning/plan-documents.js';
import type { OpenedOrder, ReadOrder } from './known-order.js';
import { findOrderCustomers, type OrderToPost } from './order-customers.js';
import type { OrderDraft } from './order-draft.js';
import { settleDecision, type Settled } from './settle-decision.js';
import { weighStanding } from './weigh-standing.js';

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
  /** Products without which something of it is held, by the shop's number; most often none. */
  readonly productsToRead?: readonly number[];
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
    const { opened, draft, before } = order;
    if (opened.state === 'unclear' || opened.state === 'erased') continue;
    const read = readOf(opened);
    const weighed = await weighStanding(ports, {
      connectionId: connection.id,
      rules: connection.rules,
      decision: decideWithoutBooks(order, connection),
      order: read?.order ?? null,
      before,
    });
    if ('decision' in weighed)
      decisions.push({ order, settled: settle(order, weighed.decision), customer: null });
    else if (read)
      toPost.push({
        ...read,
        ...weighed.known,
        before,
        shopper: draft.value.observed?.shopper ?? '',
        of: order,
      });
  }
  if (toPost.length === 0) {
    const { revision, readUpTo } = await ports.company.state(connection.id);
    return { decisions, companyRevision: revision, readUpTo };
  }
  const found = await findOrderCustomers(ports, { connection, keys }, toPost);
  const { books, products, customers } = found;
  toPost.forEach((one, index) => {
    const customer = customers[index];
    if (!customer)
      throw new RangeError('A shopper has neither a customer nor a reason for having none.');
    const booksOfOrder = booksFor(books, products, one.of);
    const settled = settle(one.of, decideDocuments(one, customer.document, booksOfOrder));
    const toRead = waitsForProducts(settled) ? productsToRead(one, booksOfOrder) : [];
    decisions.push({ order: one.of, settled, customer, productsToRead: toRead });
  });
  const { revision, readUpTo } = books.company;
  return { decisions, companyRevision: revision, readUpTo };
};

/** What stands already waits for nothing, whatever its lines would be made of today. */
const waitsForProducts = ({ plans }: Settled): boolean =>
  plans.some(({ document }) => document.hold?.code === 'PRODUCT_NOT_READ');

/** An order that is decided by itself: nobody's customer is looked for. */
const decideWithoutBooks = (
  { opened, draft, before }: OpenOrder,
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
      return settledWithoutCustomer({ order: opened.order, before }, { connectionId, rules });
    case 'unclear':
    case 'erased':
      return null;
  }
};

/** The order as it was seen last. */
const readOf = (opened: OpenedOrder): ReadOrder | null => {
  if (opened.state === 'known') return opened;
  return opened.state === 'gone' ? opened.last : null;
};

const booksFor = (
  books: BooksContext,
  products: KnownProducts,
  { before, draft, opened }: OpenOrder,
): BooksContext => {
  const { connectionId, orderId } = draft.value;
  const read = readOf(opened);
  const rules = rulesFor(books.rules, before, {
    connectionId,
    orderId,
    ...(read ? { paymentMethod: read.order.paymentMethod } : {}),
  });
  return {
    ...books,
    rules,
    ...(read ? { categoriesOf: categoriesFor(read.order, products) } : {}),
  };
};
