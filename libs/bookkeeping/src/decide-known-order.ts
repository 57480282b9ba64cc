import type { Connection } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { type Posting, postingId } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import type { CompanyReader } from './company-reader.js';
import type { KeyedHash } from './company-object.js';
import { claimsOn, factsToChoose, namesFor } from './customer-claims.js';
import {
  decideDocuments,
  type KnownOrder,
  type OrderDecision,
  settledWithoutCustomer,
} from './decide-documents.js';
import { type PlannedBefore, rulesFor } from './documents-to-plan.js';
import { needsOf } from './facts-needed.js';
import { openSalesOrderId, salesOrderStanding } from './open-sales-order.js';
import { orderSnapshotId, orderSnapshots } from './order-snapshot.js';
import { findOrderShoppers, type Shopper } from './order-shoppers.js';
import { chooseCustomer, type CustomerChoice, planCustomer } from './plan-customer.js';
import type { PlannedDocument } from './planned-document.js';
import { categoriesFor, readProducts } from './product-reader.js';

/** What a decision reads. */
export interface DecidingPorts {
  readonly store: DocumentStore;
  readonly company: CompanyReader;
  readonly postings: {
    get(
      id: string,
    ): Promise<(Pick<Posting, 'document'> & Partial<Pick<Posting, 'state' | 'out'>>) | null>;
  };
  readonly vault: Vault;
  readonly clock: Clock;
}

export interface DecidingOptions {
  /** As if nothing had been planned for it: also the kind of document is decided anew. */
  readonly asNew?: boolean;
}

/** Decides an order as it would be mapped, against the same rules and the same mirror of the company file, and writes nothing. */
export const decideKnownOrder = async (
  connection: Pick<Connection, 'id' | 'rules' | 'rulesVersion' | 'facts'>,
  known: KnownOrder,
  ports: DecidingPorts,
  { asNew = false }: DecidingOptions = {},
): Promise<OrderDecision> => {
  const { id: connectionId, rules, rulesVersion, facts } = connection;
  const before: PlannedBefore = asNew
    ? new Map()
    : await plannedBefore(ports.store, connectionId, known.order.id);
  const settled = settledWithoutCustomer({ ...known, before }, { connectionId, rules });
  if (settled) return settled;
  const keys = await ports.vault.keysOf(connectionId, []);
  const hash: KeyedHash = (content) => keys.hash(content);
  const shoppers = await findOrderShoppers(
    ports,
    { connectionId, rules, hash, shop: { currency: facts.currency } },
    [known.order],
  );
  const [shopper] = shoppers;
  if (!shopper) throw new RangeError('An order has no shopper.');
  const books: BooksContext = {
    connectionId,
    rules: rulesFor(rules, before, {
      connectionId,
      orderId: known.order.id,
      paymentMethod: known.order.paymentMethod,
    }),
    rulesVersion,
    company: await ports.company.facts(connectionId, {
      ...needsOf([known], rules),
      ...factsToChoose(shoppers),
    }),
    shop: { currency: facts.currency, timeZone: facts.timeZone },
    categoriesOf: categoriesFor(
      known.order,
      await readProducts(ports.store, { connectionId, rules }, [known]),
    ),
    now: ports.clock.now(),
  };
  const salesOrder = await salesOrderOf(ports, { connectionId, order: known.order, before });
  return decideDocuments(
    { ...known, before, salesOrder },
    await customerOf(shopper, { books, hash }, ports),
    books,
  );
};

const plannedBefore = async (
  store: DocumentStore,
  connectionId: string,
  orderId: number,
): Promise<PlannedBefore> => {
  const stored = await store.collection(orderSnapshots).get(orderSnapshotId(connectionId, orderId));
  const documents = stored?.value.decided?.documents ?? [];
  return new Map(documents.map(({ postingId: id, basis }) => [id, basis]));
};

const salesOrderOf = async (
  { postings }: Pick<DecidingPorts, 'postings'>,
  {
    connectionId,
    order,
    before,
  }: {
    readonly connectionId: string;
    readonly order: Order;
    readonly before: PlannedBefore;
  },
): Promise<KnownOrder['salesOrder']> => {
  const id = openSalesOrderId(connectionId, order.id);
  if (!before.has(id)) return undefined;
  const invoice = await postings.get(postingId(connectionId, 'invoice', String(order.id)));
  return salesOrderStanding(await postings.get(id), invoice);
};

interface At {
  readonly books: BooksContext;
  readonly hash: KeyedHash;
}

/** The customer as it stands in the books, or as it would be made. */
const customerOf = async (
  shopper: Shopper,
  at: At,
  ports: DecidingPorts,
): Promise<PlannedDocument> => {
  const { known, profile } = shopper;
  const choice = await choiceOf(shopper, at, ports);
  const planned = planCustomer(at.books, known.buyer, { profile, choice });
  const document = (await ports.postings.get(planned.postingId))?.document;
  return document ? { ...planned, hold: null, adopt: document } : planned;
};

/** What was chosen once stays. */
const choiceOf = async (
  shopper: Shopper,
  at: At,
  { store, vault }: DecidingPorts,
): Promise<CustomerChoice> => {
  const { known, profile } = shopper;
  if (known.known) {
    const [name] = await vault.open([known.known.name]);
    return { name: name ?? '', isAdopted: known.known.isAdopted, adopt: null };
  }
  const claims = await claimsOn(store, at, [shopper]);
  return chooseCustomer(at.books, {
    buyer: known.buyer,
    profile,
    names: namesFor(shopper),
    claims: (claim) => claims.get(claim) ?? null,
  });
};
