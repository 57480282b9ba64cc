import type { DocumentStore } from '@ml-connector/document-store';
import type { Order } from '@ml-connector/woocommerce';
import { customerSnapshotId, customerSnapshots } from './customer-snapshot.js';
import { type BuyerQuery, findBuyers, type KnownBuyer } from './find-buyers.js';
import { type CustomerPorts, openCustomers } from './open-customers.js';
import { currencyRule } from './order-currency.js';
import { isSharedGuests, sharedName } from './shared-guests.js';
import {
  profileOfCustomer,
  profileOfOrder,
  sharedProfile,
  type ShopperProfile,
} from './shopper-profile.js';

/** Somebody who bought, as the books know them, and what is told of them. */
export interface Shopper {
  readonly known: KnownBuyer;
  readonly profile: ShopperProfile;
  /** Whether the shop's own record of the customer told it. */
  readonly isFromRecord: boolean;
}

/** Who bought each of these orders: the shop's own record of a new customer counts more than what the order tells. */
export const findOrderShoppers = async (
  ports: CustomerPorts & { readonly store: DocumentStore },
  at: BuyerQuery,
  orders: readonly Order[],
): Promise<readonly Shopper[]> => {
  const told = orders.map((order) => {
    const rule = currencyRule(order.currency, {
      rules: at.rules,
      shop: at.shop ?? { currency: null },
    });
    const profile = profileOfOrder(order);
    return { order, rule, profile: rule ? { ...profile, currency: rule.name } : profile };
  });
  const buyers = await findBuyers(
    ports.store,
    at,
    told.map(({ order, rule, profile }) => ({
      profile,
      currency: rule ? order.currency : null,
      orderId: order.id,
      isFromRecord: false,
      channel: order.createdVia,
    })),
  );
  const found = told.flatMap(({ order, profile }, index) => {
    const known = buyers[index];
    return known
      ? [{ customerId: order.customerId, channel: order.createdVia, profile, known }]
      : [];
  });
  const records = await recordsOf(
    ports,
    at.connectionId,
    found.filter(({ known }) => known.known === null).map(({ customerId }) => customerId),
  );
  return found.map(({ customerId, channel, profile, known }): Shopper => {
    if (isSharedGuests(known.buyer.sourceId)) {
      const shared = sharedProfile(sharedName(at.rules, channel), profile.toldAt);
      return { known, profile: inCurrencyOf(shared, profile), isFromRecord: false };
    }
    const record = records.get(customerId);
    return record && Object.keys(record.billing).length > 0
      ? { known, profile: inCurrencyOf(record, profile), isFromRecord: true }
      : { known, profile, isFromRecord: false };
  });
};

/** What is told of somebody, as the customer of the currency of an order. */
const inCurrencyOf = (told: ShopperProfile, { currency }: ShopperProfile): ShopperProfile =>
  currency === undefined ? told : { ...told, currency };

/** The shop's own records of registered customers, by their ids. */
const recordsOf = async (
  ports: CustomerPorts & { readonly store: DocumentStore },
  connectionId: string,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, ShopperProfile>> => {
  const ids = [...new Set(customerIds.filter((id) => id > 0))];
  if (ids.length === 0) return new Map();
  const stored = await ports.store
    .collection(customerSnapshots)
    .getMany(ids.map((id) => customerSnapshotId(connectionId, id)));
  const snapshots = stored.map(({ value }) => value);
  const customers = await openCustomers(ports, snapshots);
  return new Map(
    snapshots.flatMap(({ customerId, observed }, index) => {
      const customer = customers[index];
      return customer && observed
        ? [[customerId, profileOfCustomer(customer, observed.modifiedAt)] as const]
        : [];
    }),
  );
};
