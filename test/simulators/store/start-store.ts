import { loadCaptured } from './captured-content.js';
import { createCustomer, deleteCustomer, updateCustomer } from './change-customers.js';
import {
  addDraft,
  addOrder,
  changeStatus,
  editOrder,
  forceDeleteOrder,
  restoreOrder,
  trashOrder,
} from './change-orders.js';
import { answerControl } from './control-routes.js';
import { createState } from './create-state.js';
import { deliverPending, redeliverAll } from './deliver-webhooks.js';
import { ledgerOf } from './ledger.js';
import { categorizeProduct, deleteProduct } from './products.js';
import { deleteRefund, refundOrder } from './refund-orders.js';
import { seededRandom } from './seeded-random.js';
import type { SimClock } from './sim-time.js';
import type { ApiKey } from './store-state.js';
import { openServer, type TlsFiles } from './store-server.js';
import type { StoreSimulator } from './store-simulator.js';

export interface StoreSettings {
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** With it the store speaks https and takes Basic; without it plain http and OAuth 1.0a. */
  readonly tls?: TlsFiles;
  /** What stands in the store at the start, told to nobody: `captured`, or a number of generated orders. Default nothing. */
  readonly content?: 'captured' | number;
  /** Of the generator and the keys. Default 1. */
  readonly seed?: number;
  /** Default 2. */
  readonly decimals?: number;
  /** Default EUR. */
  readonly currency?: string;
  readonly name?: string;
  readonly clock?: SimClock;
  /** Sends what waits at this interval, in milliseconds, like a store with a working cron. Default: only when asked. */
  readonly deliverEveryMs?: number;
}

/** Starts a store that acts as WooCommerce 9.9.5 does, as far as it was measured. */
export const startStore = async (settings: StoreSettings = {}): Promise<StoreSimulator> => {
  const seed = settings.seed ?? 1;
  const [full, readOnly] = keysOf(seed);
  const state = createState({
    clock: settings.clock ?? { now: () => Date.now() },
    seed,
    decimals: settings.decimals ?? 2,
    currency: settings.currency ?? 'EUR',
    name: settings.name ?? 'Simulated store',
    keys: [full, readOnly],
  });

  let running: Promise<unknown> = Promise.resolve();
  /** Deliveries never overlap. */
  const alone = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const next = running.then(task);
    running = next.catch(() => undefined);
    return next;
  };
  const timer =
    settings.deliverEveryMs === undefined
      ? null
      : setInterval(() => {
          if (state.pending.length > 0) void alone(() => deliverPending(state));
        }, settings.deliverEveryMs);

  const simulator: Omit<StoreSimulator, 'address' | 'close'> = {
    consumerKey: full.consumerKey,
    consumerSecret: full.consumerSecret,
    readOnlyKey: readOnly,
    state,
    sell: (count = 1, via = 'checkout') =>
      Array.from({ length: count }, () =>
        addOrder(state, state.generate(state.ids, state.clock.now()), via),
      ),
    sellCaptured: (ids, via = 'rest') =>
      loadCaptured(state, ids).map((order) => addOrder(state, order, via)),
    sellOrder: (order, via = 'rest') => addOrder(state, order, via),
    abandonCheckout: () => addDraft(state, state.generate(state.ids, state.clock.now())),
    changeStatus: (id, status) => changeStatus(state, id, status),
    edit: (id, edit) => editOrder(state, id, edit),
    refund: (id, wish) => refundOrder(state, id, wish),
    deleteRefund: (id) => deleteRefund(state, id),
    trash: (id) => trashOrder(state, id),
    restore: (id) => restoreOrder(state, id),
    forceDelete: (id) => forceDeleteOrder(state, id),
    createCustomer: (details) => createCustomer(state, details),
    updateCustomer: (id, change) => updateCustomer(state, id, change),
    deleteCustomer: (id) => deleteCustomer(state, id),
    categorize: (id, ...names) => categorizeProduct(state, id, names),
    deleteProduct: (id) => deleteProduct(state, id),
    deliver: () => alone(() => deliverPending(state)),
    redeliver: () => alone(() => redeliverAll(state)),
    setDelivery: (on) => {
      state.deliveryOn = on;
    },
    addFault: (fault) => state.faults.push({ ...fault }),
    clearFaults: () => {
      state.faults = [];
    },
    ledger: () => ledgerOf(state),
  };

  const { server, address } = await openServer(state, {
    host: settings.host ?? '127.0.0.1',
    port: settings.port ?? 0,
    tls: settings.tls ?? null,
    control: (method, path, body) => answerControl(simulator, { method, path, body }),
  });
  state.address = address;
  if (settings.content === 'captured') loadCaptured(state);
  for (let made = 0; typeof settings.content === 'number' && made < settings.content; made += 1) {
    const order = state.generate(state.ids, state.clock.now());
    state.orders.set(order.id, order);
  }

  const close = async () => {
    if (timer !== null) clearInterval(timer);
    state.pending = [];
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await running;
  };
  return { ...simulator, address, close };
};

const keysOf = (seed: number): readonly [ApiKey, ApiKey] => {
  const random = seededRandom(seed + 7_919);
  const key = (permission: ApiKey['permission']): ApiKey => ({
    consumerKey: `ck_${random.hex(40)}`,
    consumerSecret: `cs_${random.hex(40)}`,
    permission,
  });
  return [key('read_write'), key('read')];
};
