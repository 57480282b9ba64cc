import { untilMapped, updateUntilDone } from '../harness/flow.js';
import type { ProductApi } from '../harness/product-api.js';
import type { Shop } from '../harness/shop.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import { breakSets, type Poison, POISONS, poisoned } from './poison.js';

/** How a shop's orders came into the books. */
export interface Drained {
  /** Ids of the orders that were poison, and what was wrong with them. */
  readonly poison: ReadonlyMap<number, Poison>;
  /** Requests that went to QuickBooks and back. */
  readonly roundTrips: number;
  /** Milliseconds that the updates took, from the first to the one that found nothing to do. */
  readonly tookMs: number;
}

/**
 * Sells so many orders, every so manieth of them poison, and drains them into the books when all are taken in.
 * @param everyNth 0 for none.
 */
export const drain = async (
  api: ProductApi,
  shop: Shop,
  { orders, everyNth }: { readonly orders: number; readonly everyNth: number },
): Promise<Drained> => {
  const { store, company, connector } = shop;
  const poison = new Map<number, Poison>();
  const breaking = new Set<string>();
  for (let index = 1; index <= orders; index += 1) {
    const order = store.state.generate(store.state.ids, Date.now());
    const kind =
      everyNth > 0 && index % everyNth === 0 ? POISONS[poison.size % POISONS.length] : undefined;
    if (kind) poison.set(order.id, kind);
    store.sellOrder(kind ? poisoned(order, kind, { company, breaking }) : order, 'checkout');
  }
  breakSets(shop, breaking);
  await store.deliver();
  await untilMapped(api, { id: shop.id, store: withoutUnreadable(store, poison) });
  let tookMs = 0;
  const reports = await updateUntilDone(api, shop, {
    ...connector,
    runUpdate: async () => {
      const began = performance.now();
      const report = await connector.runUpdate();
      tookMs += performance.now() - began;
      return report;
    },
  });
  const roundTrips = reports.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
  return { poison, roundTrips, tookMs };
};

/** What cannot be read is kept and reported when it is taken in; nothing is ever decided about it. */
const withoutUnreadable = (
  store: StoreSimulator,
  poison: ReadonlyMap<number, Poison>,
): StoreSimulator => ({
  ...store,
  ledger: () => {
    const { orders, ...ledger } = store.ledger();
    return { ...ledger, orders: orders.filter(({ id }) => poison.get(id) !== 'unreadable') };
  },
});
