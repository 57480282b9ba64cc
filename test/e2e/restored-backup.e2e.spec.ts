import { cpSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, untilMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

/** EditSequences count in seconds: what was saved must be older than what came after. */
const NEXT_SECOND_MS = 1_100;

let world: World;
let shop: Shop;
beforeEach(async () => {
  // A store that was put back lets a session's idle time pass before it reads what it does not know of.
  world = await startWorld({ environment: { ML_SESSION_IDLE_SECONDS: '3' } });
  shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(4));
  await updateUntilDone(world.api, shop, shop.connector);
});
afterEach(() => world.close());

const update = () => updateUntilDone(world.api, shop, shop.connector);
const invoices = () => shop.company.inspect.documents('Invoice').filter(({ voided }) => !voided);
const creations = () =>
  shop.company.inspect
    .journal()
    .filter(({ type, status, repeated }) => type.endsWith('Add') && status === 0 && !repeated);

describe('the data directory of the product', { timeout: 150_000 }, () => {
  it('restored from a copy before 50 more orders adds no document: all are adopted', async () => {
    const copy = `${world.dataDirectory}-copy`;
    await world.product().stop();
    cpSync(world.dataDirectory, copy, { recursive: true });
    await world.restart();
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(50));
    await update();
    expect(checkBooks(shop)).toEqual([]);
    const counts = shop.company.inspect.counts();
    const added = creations().length;

    await world.product().stop();
    rmSync(world.dataDirectory, { recursive: true });
    cpSync(copy, world.dataDirectory, { recursive: true });
    // The sweep of the old store goes on where it stood then.
    await world.restart({ ML_SWEEP_INTERVAL_SECONDS: '1' });
    await shop.store.redeliver();
    await untilMapped(world.api, shop);
    await update();

    expect(shop.company.inspect.counts()).toEqual(counts);
    expect(creations()).toHaveLength(added);
    expect(checkBooks(shop)).toEqual([]);
    const postings = await world.api.postings(shop.id, '&kind=invoice');
    expect(postings).toHaveLength(54);
    expect(postings.filter(({ state }) => state !== 'posted')).toEqual([]);
  });

  it('restored adds no document either when nothing but the next order brings it to QuickBooks', async () => {
    const copy = `${world.dataDirectory}-copy`;
    await world.product().stop();
    cpSync(world.dataDirectory, copy, { recursive: true });
    await world.restart();
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
    await update();
    await world.product().stop();
    rmSync(world.dataDirectory, { recursive: true });
    cpSync(copy, world.dataDirectory, { recursive: true });
    await world.restart();
    // Only the newest order is told; the three are found later.
    const before = invoices().length;
    shop.store.sell(1);
    await shop.store.deliver();
    await eventually(async () => {
      await update();
      expect(invoices()).toHaveLength(before + 1);
    });
    await shop.store.redeliver();
    await untilMapped(world.api, shop);
    await update();

    expect(checkBooks(shop)).toEqual([]);
  });
});

describe('the company file', () => {
  it('restored from a backup is not filled again in silence: what vanished is named, and posted again on a person’s word', async () => {
    const backup = shop.company.saveBackup();
    await sleep(NEXT_SECOND_MS);
    const lost = await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
    await update();
    expect(checkBooks(shop)).toEqual([]);

    shop.company.restoreBackup(backup);
    const [next] = await sellAndWaitMapped(world.api, shop, (store) => store.sell(1));
    await update();

    const standing = invoices().map(({ refNumber }) => refNumber);
    const numbers = lost.map(({ number }) => number);
    expect(standing).toContain(next?.number);
    expect(standing.filter((number) => numbers.includes(number ?? ''))).toEqual([]);
    const named = await world.api.postings(shop.id, '&state=held&kind=invoice');
    expect(named.map(({ source }) => source.number).toSorted()).toEqual(numbers.toSorted());
    for (const { reason } of named)
      expect(reason).toMatchObject({ code: 'VANISHED_FROM_QUICKBOOKS' });

    for (const { id } of await world.api.postings(shop.id, '&state=held')) {
      const path = `/api/connections/${shop.id}/postings/${id}/retry`;
      expect(await world.api.call('POST', path, {})).toMatchObject({ status: 200 });
    }
    await update();
    expect(checkBooks(shop)).toEqual([]);
  });
});
