import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, untilMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld({ environment: { ML_SESSION_IDLE_SECONDS: '3' } });
  shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(2));
  await updateUntilDone(world.api, shop, shop.connector);
});
afterAll(() => world.close());

/** From now on no file of the product may grow beyond so many bytes, which a full disk comes to. */
const allow = (bytes: number | 'unlimited'): void => {
  const { pid } = world.product();
  const limited = spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);
  expect(limited.status).toBe(0);
};
const healthOf = async (probe: 'live' | 'ready'): Promise<number> => {
  const response = await fetch(`${world.product().url}/health/${probe}`);
  await response.arrayBuffer();
  return response.status;
};

describe('a product whose disk is full', { timeout: 120_000 }, () => {
  it('F54: takes nothing, says so, and posts once what QuickBooks had executed meanwhile', async () => {
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
    shop.connector.onStep(({ name, phase, request }) => {
      // The last moment: the set is carried out, and its answer cannot be written down.
      if (name === 'processRequest' && phase === 'after' && request?.includes('<InvoiceAddRq'))
        allow(4_096);
    });
    const broken = await shop.connector.runUpdate();
    shop.connector.onStep(undefined);
    expect([broken.outcome, broken.exchanges.at(-1)?.percent]).toEqual(['failed', -1]);
    const standing = shop.company.inspect.counts();

    shop.store.sell(2);
    const sent = await shop.store.deliver();
    expect(sent.map(({ answered }) => answered)).toEqual(sent.map(() => 503));
    await eventually(async () => expect(await healthOf('ready')).toBe(503));
    expect(await healthOf('live')).toBe(200);
    expect(['busy', 'failed']).toContain((await shop.connector.runUpdate()).outcome);
    expect(shop.company.inspect.counts()).toEqual(standing);

    allow('unlimited');
    await eventually(async () => expect(await healthOf('ready')).toBe(200));
    expect(new Set(await shop.store.redeliver())).toEqual(new Set([200]));
    await untilMapped(world.api, shop);
    await updateUntilDone(world.api, shop, shop.connector);
    expect(checkBooks(shop)).toEqual([]);
    expect(shop.company.inspect.documents('Invoice')).toHaveLength(7);
    const verified = await world.api.call('GET', '/api/audit/verify');
    expect(verified.body).toMatchObject({ state: 'intact', firstBad: null });
  });
});
