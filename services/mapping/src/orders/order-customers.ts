import {
  type BooksContext,
  type CustomerSnapshot,
  customerSnapshotId,
  customerSnapshots,
  itemsNeeded,
  type KnownOrder,
  mergeNeeds,
  profileOfCustomer,
  profileOfOrder,
  SHARED_GUESTS,
  sharedProfile,
  type ShopperProfile,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import { COMPANY_OWNER, type SealingKeys } from '@ml-connector/sealing';
import { openCustomers } from '../customers/open-customers.js';
import type { MappingPorts } from '../mapping-ports.js';
import {
  type AskingShopper,
  type ChosenCustomer,
  chooseCustomers,
  namesFor,
} from '../planning/choose-customers.js';
import { findBuyers } from '../planning/find-buyers.js';

/** An order that is to be posted, with the owner of its personal data. */
export interface OrderToPost extends KnownOrder {
  readonly shopper: string;
}

/** What decisions about these orders need: the facts of the company file, and the customer of each order. */
export interface OrderCustomers {
  readonly books: BooksContext;
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
  const told = orders.map(({ order }) => profileOfOrder(order));
  const found = await findBuyers(
    ports,
    { connectionId, rules, keys },
    orders.map(({ order }, index) => ({
      profile: told[index] ?? profileOfOrder(order),
      orderId: order.id,
      isFromRecord: false,
    })),
  );
  const records = await recordsOf(ports, connectionId, {
    customerIds: found.flatMap(({ known }, index) =>
      known === null ? (orders[index]?.order.customerId ?? 0) : [],
    ),
  });
  const asking = orders.map(({ order, shopper }, index): AskingShopper => {
    const known = found[index] ?? { buyer: { sourceId: '', code: '' }, known: null, aliases: [] };
    const profile = told[index] ?? profileOfOrder(order);
    if (known.buyer.sourceId === SHARED_GUESTS)
      return {
        known,
        profile: sharedProfile(rules.sharedGuestName, profile.toldAt),
        isFromRecord: false,
        shopper: COMPANY_OWNER,
      };
    const record = records.get(order.customerId);
    return record && Object.keys(record.billing).length > 0
      ? { known, profile: record, isFromRecord: true, shopper }
      : { known, profile, isFromRecord: false, shopper };
  });
  const isNew = asking.filter(({ known }) => known.known === null);
  const company = await ports.company.facts(
    connectionId,
    mergeNeeds([
      {
        items: orders.flatMap((one) => itemsNeeded(one, rules)),
        entities: isNew.flatMap(({ profile, known }) => namesFor(profile, known)),
        emails: isNew.flatMap(({ profile }) => (profile.email === '' ? [] : profile.email)),
      },
    ]),
  );
  const books: BooksContext = {
    connectionId,
    rules,
    rulesVersion,
    company,
    shop: { currency: facts.currency, timeZone: facts.timeZone },
    now: ports.clock.now(),
  };
  const owners = [...new Set(asking.map(({ shopper }) => shopper))];
  const sealing = await ports.vault.keysOf(connectionId, owners);
  const chosen = await chooseCustomers(ports, { books, keys: sealing }, asking);
  return { books, customers: asking.map(({ known }) => chosen.get(known.buyer.sourceId)) };
};

/** The shop's own records of customers who are new to the books. */
const recordsOf = async (
  ports: MappingPorts,
  connectionId: string,
  { customerIds }: { readonly customerIds: readonly number[] },
): Promise<ReadonlyMap<number, ShopperProfile>> => {
  const ids = [...new Set(customerIds.filter((id) => id > 0))];
  if (ids.length === 0) return new Map();
  const stored = await ports.store
    .collection(customerSnapshots)
    .getMany(ids.map((id) => customerSnapshotId(connectionId, id)));
  const snapshots: readonly CustomerSnapshot[] = stored.map(({ value }) => value);
  const customers = await openCustomers(ports, snapshots);
  return new Map(
    snapshots.flatMap((snapshot, index) => {
      const customer = customers[index];
      return customer && snapshot.observed
        ? [
            [
              snapshot.customerId,
              profileOfCustomer(customer, snapshot.observed.modifiedAt),
            ] as const,
          ]
        : [];
    }),
  );
};
