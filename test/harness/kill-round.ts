import { setTimeout as sleep } from 'node:timers/promises';

import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import type { WooOrder } from '../simulators/store/woo-order.js';
import { checkBooks } from './books-checker.js';
import { sellAndWaitMapped, untilMapped, updateUntilDone } from './flow.js';
import type { Shop } from './shop.js';
import { onlyShop, startWorld, type World } from './world.js';

/** One commit per write: a kill finds every state that the disk can hold. A dead session is taken over after a second. */
export const KILL_ENVIRONMENT = { ML_COMMIT_EACH: 'true', ML_SESSION_IDLE_SECONDS: '1' };

/** Makes the product die during the updates that follow. */
export type Arm = (world: World, shop: Shop) => void | Promise<void>;

/** What a round showed; no faults if every order stands exactly once. */
export interface RoundResult {
  readonly wasKilled: boolean;
  readonly faults: readonly string[];
}

/** The connection breaks a little before the process is seen to be gone. */
const DYING_MS = 1_000;
/** Where mapping was slower than an update waits for it, the moment comes in one of the next. */
const MOST_ARMED = 12;
const BETWEEN_UPDATES_MS = 400;

const hasEnded = (world: World, withinMs: number): Promise<boolean> =>
  Promise.race([
    world.product().exited.then(() => true),
    sleep(BETWEEN_UPDATES_MS + withinMs).then(() => false),
  ]);

/**
 * One round: the shop sells, the product is killed at one moment of an update, starts again on the same data directory
 * and port, and updates run until nothing is left to do.
 */
export const killRound = async (world: World, arm: Arm): Promise<RoundResult> => {
  const shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => [...store.sell(1), sellNews(store)]);
  await arm(world, shop);
  let wasKilled = false;
  for (let update = 0; update < MOST_ARMED && !wasKilled; update += 1) {
    const { outcome } = await shop.connector.runUpdate();
    wasKilled = await hasEnded(world, outcome === 'done' || outcome === 'no-work' ? 0 : DYING_MS);
  }
  shop.connector.onStep(undefined);
  await world.product().kill();
  await world.restart();
  await untilMapped(world.api, shop);
  await updateUntilDone(world.api, shop, shop.connector);
  return { wasKilled, faults: checkBooks(shop) };
};

/** An order of a new guest with a new product: customer and item have to be made first, then the invoice, then its payment. */
export const sellNews = (store: StoreSimulator): WooOrder => {
  const order = store.state.generate(store.state.ids, Date.now());
  const billing = { ...order.billing, email: `new${order.id}@example.test` };
  const [line, ...lines] = order.line_items;
  const news =
    line === undefined ? [] : [{ ...line, name: `New ${order.id}`, sku: `N-${order.id}` }];
  return store.sellOrder(
    { ...order, customer_id: 0, billing, line_items: [...news, ...lines] },
    'checkout',
  );
};

/**
 * Runs rounds on several worlds at once, each round on whichever is free.
 * @returns what each round will show, by its index.
 */
export const startRounds = (
  arms: readonly Arm[],
  worlds: readonly World[],
): readonly Promise<RoundResult>[] => {
  const settle = arms.map(() => Promise.withResolvers<RoundResult>());
  let next = 0;
  const work = async (world: World): Promise<void> => {
    for (let index = next; index < arms.length; index = next) {
      next += 1;
      const [arm, promise] = [arms[index], settle[index]];
      if (arm === undefined || promise === undefined) return;
      try {
        promise.resolve(await killRound(world, arm));
      } catch (error) {
        promise.reject(error);
      }
    }
  };
  for (const world of worlds) void work(world);
  for (const { promise } of settle) promise.catch(() => undefined);
  return settle.map(({ promise }) => promise);
};

/** Worlds to be killed in. */
export const startKillWorlds = (count: number): Promise<readonly World[]> =>
  Promise.all(Array.from({ length: count }, () => startWorld({ environment: KILL_ENVIRONMENT })));
