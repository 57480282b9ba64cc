import {
  type BooksContext,
  type CustomerSnapshot,
  factsToChoose,
  findBuyers,
  openCustomers,
  profileOfCustomer,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { Stored } from '@ml-connector/document-store';
import type { Customer } from '@ml-connector/woocommerce';
import type { MappingPorts } from '../mapping-ports.js';
import type { AskingShopper, ChosenCustomer } from '../planning/asking-shopper.js';
import { chooseCustomers } from '../planning/choose-customers.js';
import { customerPorts } from './customer-ports.js';

/** A registered customer that belongs in the books, and as whom. */
export interface FoundCustomer {
  readonly snapshot: CustomerSnapshot;
  readonly shopper: string;
  readonly chosen: ChosenCustomer;
}

export interface FoundCustomers {
  readonly found: readonly FoundCustomer[];
  readonly companyRevision: number;
  readonly readUpTo: number;
}

/**
 * Those of the customers that belong in the books: who is there already, and by rule who was made in the shop since
 * go-live. Older ones come with their first order, so that the list does not fill with people who never buy again.
 */
export const findCustomers = async (
  ports: MappingPorts,
  connection: Connection,
  snapshots: readonly Stored<CustomerSnapshot>[],
): Promise<FoundCustomers> => {
  const { id: connectionId, rules } = connection;
  const keys = await ports.vault.keysOf(connectionId, []);
  const clear = snapshots.map(({ value }) => value).filter(isClear);
  const customers = await openCustomers(customerPorts(ports), clear);
  const told = clear.flatMap((snapshot, index) => {
    const customer = customers[index];
    return customer ? [{ snapshot, customer, profile: profileOf(customer, snapshot) }] : [];
  });
  const buyers = await findBuyers(
    ports.store,
    { connectionId, rules, hash: (content) => keys.hash(content) },
    told.map(({ profile }) => ({ profile, orderId: null, isFromRecord: true, channel: '' })),
  );
  const asking = told.flatMap(({ snapshot, customer, profile }, index) => {
    const known = buyers[index];
    const shopper = snapshot.observed?.shopper;
    return known && shopper && (known.known !== null || isAtOnce(customer, connection))
      ? [{ snapshot, shopper, one: { known, profile, isFromRecord: true, shopper } }]
      : [];
  });
  const books = await booksOf(
    ports,
    connection,
    asking.map(({ one }) => one),
  );
  const owners = [...new Set(asking.map(({ shopper }) => shopper))];
  const sealing = await ports.vault.keysOf(connectionId, owners);
  const chosen = await chooseCustomers(
    ports,
    { books, keys: sealing },
    asking.map(({ one }) => one),
  );
  return {
    companyRevision: books.company.revision,
    readUpTo: books.company.readUpTo,
    found: asking.flatMap(({ snapshot, shopper, one }) => {
      const customer = chosen.get(one.known.buyer.sourceId);
      return customer ? [{ snapshot, shopper, chosen: customer }] : [];
    }),
  };
};

const isClear = ({ observed }: CustomerSnapshot): boolean =>
  observed !== null && !observed.isAmbiguous;

const profileOf = (customer: Customer, { observed }: CustomerSnapshot) =>
  profileOfCustomer(customer, observed?.modifiedAt ?? '');

const isAtOnce = ({ createdAt }: Customer, { rules }: Connection): boolean =>
  rules.customers === 'at-once' &&
  createdAt !== null &&
  Date.parse(createdAt) >= Date.parse(rules.goLive);

const booksOf = async (
  ports: MappingPorts,
  { id: connectionId, rules, rulesVersion, facts }: Connection,
  asking: readonly AskingShopper[],
): Promise<BooksContext> => {
  const company = await ports.company.facts(connectionId, { items: [], ...factsToChoose(asking) });
  return {
    connectionId,
    rules,
    rulesVersion,
    company,
    shop: { currency: facts.currency, timeZone: facts.timeZone },
    now: ports.clock.now(),
  };
};
