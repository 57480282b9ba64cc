import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import { pauseSeconds } from '../simulators/web-connector/auto-run.js';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld();
  shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(1));
  await updateUntilDone(world.api, shop, shop.connector);
});
afterAll(() => world.close());

const ask = (minimumIntervalSeconds: number | null) =>
  world.api.call('PATCH', `/api/connections/${shop.id}`, { minimumIntervalSeconds });

describe('Auto-Run', { timeout: 90_000 }, () => {
  it('keeps to the least interval that the owner asked for', async () => {
    await ask(900);
    // Connections are read at most once a second.
    await sleep(1_100);
    const rare = await shop.connector.runUpdate();
    expect([rare.outcome, pauseSeconds(60, rare)]).toEqual(['no-work', 900]);
    await ask(null);
    await sleep(1_100);
    expect(pauseSeconds(60, await shop.connector.runUpdate())).toBe(60);
  });

  it('comes when a record that was locked is due, not at its next interval, and posts once', async () => {
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(1));
    shop.company.faults.refusals.push({
      type: 'InvoiceAdd',
      statusCode: 3175,
      message: 'There was an error when saving: the record is in use.',
    });
    const refused = await shop.connector.runUpdate();
    expect([refused.outcome, shop.company.faults.refusals]).toEqual(['done', []]);
    const postponed = await shop.connector.runUpdate();
    expect(postponed).toMatchObject({
      outcome: 'postponed',
      status: 'Update postponed by application',
    });
    expect(postponed.calls).not.toContain('sendRequestXML');
    const seconds = pauseSeconds(300, postponed);
    expect(seconds).toBeLessThanOrEqual(30);
    // Half a minute: the short tier leaves it to the gateway's own tests.
    if (!process.env['ML_FULL']) return;
    await sleep(seconds * 1_000);
    expect((await shop.connector.runUpdate()).exchanges.length).toBeGreaterThan(0);
    await updateUntilDone(world.api, shop, shop.connector);
    expect(checkBooks(shop)).toEqual([]);
  });
});
