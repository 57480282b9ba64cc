import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld();
  shop = onlyShop(world);
});
afterAll(() => world.close());

const say = async (dailyCaps: { customers: number | null; documents: number | null }) => {
  const path = `/api/connections/${shop.id}`;
  expect((await world.api.call('PATCH', path, { dailyCaps })).status).toBe(200);
  // Connections are read at most once a second.
  await sleep(1_100);
};
const sales = async () =>
  (await world.api.postings(shop.id)).filter(({ kind }) =>
    ['invoice', 'sales-receipt'].includes(kind),
  );

/** What an alert goes off for. */
const heldForTheCap = async (): Promise<number> => {
  const response = await fetch(`${world.product().url}/metrics`);
  const metrics = await response.text();
  return Number(
    /^ml_connector_capped_documents_total\{what="documents"\} (\d+)$/m.exec(metrics)?.[1],
  );
};

it(
  'X14: sells more than the cap of a day allows, and posts the rest once it is raised',
  { timeout: 90_000 },
  async () => {
    await say({ customers: null, documents: 2 });
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(5));
    await updateUntilDone(world.api, shop, shop.connector);

    const states = (await sales()).map(({ state, reason }) => reason?.code ?? state);
    expect(states.toSorted()).toEqual(['DAILY_CAP', 'DAILY_CAP', 'DAILY_CAP', 'posted', 'posted']);
    expect(await heldForTheCap()).toBe(3);
    expect((await shop.connector.runUpdate()).outcome).toBe('no-work');
    expect(await heldForTheCap()).toBe(3);

    await say({ customers: null, documents: null });
    await updateUntilDone(world.api, shop, shop.connector);
    expect((await sales()).map(({ state }) => state)).toEqual(Array(5).fill('posted'));
    expect(checkBooks(shop)).toEqual([]);
  },
);
