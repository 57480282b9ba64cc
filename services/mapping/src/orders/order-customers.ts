import {
  type BooksContext,
  factsToChoose,
  findOrderShoppers,
  isSharedGuests,
  type KnownOrder,
  type KnownProducts,
  mergeNeeds,
  needsOf,
  readProducts,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import { COMPANY_OWNER, type SealingKeys } from '@ml-connector/sealing';
import { customerPorts } from '../customers/customer-ports.js';
import type { MappingPorts } from '../mapping-ports.js';
import type { AskingShopper, ChosenCustomer } from '../planning/asking-shopper.js';
import { chooseCustomers } from '../planning/choose-customers.js';

/** An order that is to be posted, with the owner of its personal data. */
export interface OrderToPost extends KnownOrder {
  readonly shopper: string;
}

/** What decisions about these orders need: the facts of the company file, their products, and the customer of each order. */
export interface OrderCustomers {
  readonly books: BooksContext;
  readonly products: KnownProducts;
  /** In the order of the argument. */
  readonly customers: readonly (ChosenCustomer | undefined)[];
}

/** Finds out who the shoppers are and looks up everything that their orders need, in as few readings as possible. */
export const findOrderCustomers = async (
  ports: MappingPorts,
  { connection, keys }: { readonly connection: Connection; readonly keys: SealingKeys },
  orders: readonly OrderToPost[],
): Promise<OrderCustomers> => {
  const { id: connectionId, rules, rulesVersion, facts } = connection;
  const shoppers = await findOrderShoppers(
    customerPorts(ports),
    {
      connectionId,
      rules,
      hash: (content) => keys.hash(content),
      shop: { currency: facts.currency },
    },
    orders.map(({ order }) => order),
  );
  const asking = shoppers.map((shopper, index): AskingShopper => {
    const isShared = isSharedGuests(shopper.known.buyer.sourceId);
    return { ...shopper, shopper: isShared ? COMPANY_OWNER : (orders[index]?.shopper ?? '') };
  });
  const company = await ports.company.facts(
    connectionId,
    mergeNeeds([{ ...needsOf(orders, rules), ...factsToChoose(asking) }]),
  );
  const books: BooksContext = {
    connectionId,
    rules,
    rulesVersion,
    company,
    shop: { currency: facts.currency, timeZone: facts.timeZone },
    now: ports.clock.now(),
  };
  const products = await readProducts(ports.store, { connectionId, rules }, orders);
  const owners = [...new Set(asking.map(({ shopper }) => shopper))];
  const sealing = await ports.vault.keysOf(connectionId, owners);
  const chosen = await chooseCustomers(ports, { books, keys: sealing }, asking);
  return {
    books,
    products,
    customers: asking.map(({ known }) => chosen.get(known.buyer.sourceId)),
  };
};
