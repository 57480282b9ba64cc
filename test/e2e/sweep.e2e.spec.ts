import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World, type WorldSettings } from '../harness/world.js';

const DAY_MS = 86_400_000;

let world: World;
let shop: Shop;
const start = async (settings: WorldSettings) => {
  world = await startWorld(settings);
  shop = onlyShop(world);
};
afterEach(() => world.close());

const invoices = () => shop.company.inspect.documents('Invoice');
const update = () => updateUntilDone(world.api, shop, shop.connector);

describe('what the shop sells', () => {
  it('reaches the books though every delivery is lost: the sweep finds orders, changes and refunds', async () => {
    await start({ environment: { ML_SWEEP_INTERVAL_SECONDS: '1' } });
    shop.store.setDelivery(false);
    const sold = shop.store.sell(8);
    await shop.store.deliver();
    await untilMapped(world.api, shop);
    await update();
    shop.store.sell(4);
    shop.store.refund(sold[0]?.id ?? 0, { everything: true });
    await shop.store.deliver();
    await untilMapped(world.api, shop);
    await eventually(
      async () => {
        await update();
        expect(checkBooks(shop)).toEqual([]);
      },
      { within: 20_000 },
    );

    expect(shop.store.state.lost.length).toBeGreaterThan(20);
    expect(shop.store.state.sent).toEqual([]);
    expect(invoices()).toHaveLength(12);
  });

  it('reaches the books by webhooks alone, where no sweep comes', async () => {
    await start({ environment: { ML_SWEEP_INTERVAL_SECONDS: '86400' } });
    await update();
    const sold = shop.store.sell(8);
    await shop.store.deliver();
    await untilMapped(world.api, shop);
    await update();
    shop.store.refund(sold[0]?.id ?? 0, { everything: true });
    await shop.store.deliver();
    await eventually(
      async () => {
        await update();
        expect(checkBooks(shop)).toEqual([]);
      },
      { within: 20_000 },
    );

    expect(invoices()).toHaveLength(8);
  });

  it('before the pairing reaches the books by a backfill from a date, once the rules want it', async () => {
    let late = -3 * DAY_MS;
    await start({
      shop: () => ({
        store: { clock: { now: () => Date.now() + late }, content: 6 },
        rules: { unknownProduct: 'create' },
        before: () => {
          late = 0;
        },
      }),
    });
    await update();
    expect(invoices()).toEqual([]);

    const path = `/api/connections/${shop.id}`;
    const { headers, body } = await world.api.call('GET', `${path}/rules`);
    const from = new Date(Date.now() - 5 * DAY_MS).toISOString();
    const rules = z.looseObject({}).parse(body);
    const changed = await world.api.call(
      'PUT',
      `${path}/rules`,
      { ...rules, goLive: from },
      { 'if-match': headers.get('etag') ?? '' },
    );
    const started = await world.api.call('POST', `${path}/backfill`, { from });
    expect([changed.status, started.status]).toEqual([200, 202]);
    const job = await eventually(
      async () => {
        const state = await world.api.call('GET', started.headers.get('location') ?? '');
        expect(state.body).toMatchObject({ state: 'done' });
        return state.body;
      },
      { within: 20_000 },
    );
    await untilMapped(world.api, shop);
    await update();

    expect(job).toMatchObject({ progress: { seen: 6, remaining: 0 }, error: null });
    expect(checkBooks(shop)).toEqual([]);
    expect(invoices()).toHaveLength(6);
  });
});
