import { TOPICS } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';
import { systemRandomness } from '@ml-connector/platform';
import { ShopUnavailable } from '@ml-connector/woocommerce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../ingestion-world.features.js';
import {
  customerJson,
  orderJson,
  refundJson,
  type ScriptedShop,
} from '../scripted-shop.features.js';
import { loadSweep } from './sweep-document.js';
import { SweepSchedule } from './sweep.schedule.js';

const INTERVAL = 300_000;

let world: World;
let schedule: SweepSchedule;
let shop: ScriptedShop;
let id: string;

const newSchedule = () =>
  new SweepSchedule({
    ports: world.ports,
    connections: world.reader,
    clients: world.clients,
    randomness: systemRandomness,
    intervalMs: INTERVAL,
  });

beforeEach(async () => {
  world = await openWorld();
  schedule = newSchedule();
  const made = await world.connect('shop');
  ({ shop } = made);
  ({ id } = made.connection);
});

afterEach(() => world.close());

/** The next sweep that is due. */
const sweep = async (): Promise<void> => {
  world.time.now += INTERVAL * 1.2;
  await schedule.runOnce();
};

/** Another process takes over. */
const restart = (): void => {
  schedule = newSchedule();
};

const orderEvents = async () =>
  (await world.events(TOPICS.orders)).map(({ type, data }) => [
    type,
    data['orderId'],
    data['refundId'] ?? data['readNumber'],
  ]);

const at = (minute: number, second = 0): string =>
  `2026-11-20T12:${`${minute}`.padStart(2, '0')}:${`${second}`.padStart(2, '0')}`;

describe('a sweep', () => {
  it('finds orders that no webhook told, and keeps its cursor by the clock of the shop', async () => {
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(1) }));
    shop.orders.set(2, orderJson(2, { date_modified_gmt: at(2) }));
    await sweep();
    expect(await orderEvents()).toHaveLength(2);
    expect((await loadSweep(world.ports.store, id)).cursor).toBe('2026-11-20T12:02:00.000Z');
  });

  it('begins at go-live, with overlap', async () => {
    await sweep();
    expect(shop.calls).toContain('orders any after 2026-10-31T23:50:00.000Z page 1');
  });

  it('tells nothing again that has not changed, though it reads with overlap', async () => {
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(1) }));
    await sweep();
    await sweep();
    restart();
    await sweep();
    expect(await orderEvents()).toEqual([['OrderObserved', 1, 1]]);
    expect(shop.calls).toContain('orders any after 2026-11-20T11:51:00.000Z page 1');
  });

  it('tells each change with the next read number', async () => {
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(1) }));
    await sweep();
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(1), status: 'cancelled' }));
    await sweep();
    expect(await orderEvents()).toEqual([
      ['OrderObserved', 1, 1],
      ['OrderObserved', 1, 2],
    ]);
  });

  it('skips carts', async () => {
    shop.orders.set(1, orderJson(1, { status: 'checkout-draft' }));
    await sweep();
    expect(await orderEvents()).toEqual([]);
  });

  it('sweeps the trash apart', async () => {
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(1) }));
    await sweep();
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(5), status: 'trash' }));
    await sweep();
    expect(await orderEvents()).toEqual([
      ['OrderObserved', 1, 1],
      ['OrderObserved', 1, 2],
    ]);
  });

  it.each(['poll.fetched', 'poll.stored', 'poll.watermark'])(
    'loses nothing when it dies at %s',
    async (place) => {
      for (let n = 1; n <= 250; n += 1)
        shop.orders.set(n, orderJson(n, { date_modified_gmt: at(n % 50, n % 7) }));
      for (const nth of [1, 2, 3]) {
        world.dieAt(place, nth);
        await sweep();
        restart();
      }
      world.time.now += 3_600_000;
      await sweep();
      const seen = new Set((await orderEvents()).map(([, order]) => order));
      expect(seen.size).toBe(250);
    },
    60_000,
  );

  it('reads on while orders are changed between two pages', async () => {
    for (let n = 1; n <= 150; n += 1)
      shop.orders.set(n, orderJson(n, { date_modified_gmt: at(Math.floor(n / 30), n % 30) }));
    let lists = 0;
    shop.faults.each = (call) => {
      if (!call.startsWith('orders any')) return;
      lists += 1;
      if (lists !== 2) return;
      for (let n = 1; n <= 40; n += 1)
        shop.orders.set(n, orderJson(n, { date_modified_gmt: at(50, n) }));
    };
    await sweep();
    const seen = new Set((await orderEvents()).map(([, order]) => order));
    expect(seen.size).toBe(150);
  });

  it('gets past more orders in one second than a page holds', async () => {
    for (let n = 1; n <= 230; n += 1)
      shop.orders.set(n, orderJson(n, { date_modified_gmt: at(1, 1) }));
    await sweep();
    expect(await orderEvents()).toHaveLength(230);
  });

  it('does not believe a cursor from the future of a wrong clock', async () => {
    shop.orders.set(1, orderJson(1, { date_modified_gmt: '2027-11-20T12:00:00' }));
    await sweep();
    shop.orders.delete(1);
    shop.orders.set(2, orderJson(2, { date_modified_gmt: '2026-11-24T10:20:00' }));
    await sweep();
    expect((await orderEvents()).map(([, order]) => order)).toContain(2);
  });

  it('names an order that it cannot read, and reads the others', async () => {
    shop.orders.set(1, orderJson(1, { total: 'canary' }));
    shop.orders.set(2, orderJson(2));
    await sweep();
    expect((await orderEvents()).map(([, order]) => order)).toEqual([2]);
    const { unreadable } = await loadSweep(world.ports.store, id);
    expect(unreadable).toMatchObject([{ what: 'order', id: 1 }]);
    expect(JSON.stringify(unreadable)).not.toContain('canary');
  });

  it('names it until it can be read', async () => {
    shop.orders.set(1, orderJson(1, { total: 'much' }));
    shop.orders.set(3, orderJson(3, { total: 'much' }));
    await sweep();
    shop.orders.set(1, orderJson(1, { date_modified_gmt: at(5) }));
    await sweep();
    expect((await orderEvents()).map(([, order]) => order)).toEqual([1]);
    expect((await loadSweep(world.ports.store, id)).unreadable).toMatchObject([{ id: 3 }]);
  });
});

describe('the refunds of an order', () => {
  const refunded = (ids: readonly number[]) =>
    orderJson(1, {
      date_modified_gmt: at(1),
      refunds: ids.map((refund) => ({ id: refund, reason: '', total: '-1.00' })),
    });

  it('are read when the order names some, and told before it', async () => {
    shop.orders.set(1, refunded([7, 8]));
    shop.refunds.set(1, [refundJson(7), refundJson(8)]);
    await sweep();
    expect(await orderEvents()).toEqual([
      ['RefundObserved', 1, 7],
      ['RefundObserved', 1, 8],
      ['OrderObserved', 1, 1],
    ]);
  });

  it('are told to be gone when the shop shows them no more', async () => {
    shop.orders.set(1, refunded([7, 8]));
    shop.refunds.set(1, [refundJson(7), refundJson(8)]);
    await sweep();
    shop.orders.set(1, refunded([]));
    shop.refunds.set(1, []);
    await sweep();
    expect((await orderEvents()).slice(3)).toEqual([
      ['RefundGone', 1, 7],
      ['RefundGone', 1, 8],
      ['OrderObserved', 1, 2],
    ]);
  });

  it('never stop the order when they cannot be read', async () => {
    shop.orders.set(1, refunded([7]));
    shop.refunds.set(1, [{ id: 7 }]);
    await sweep();
    expect(await orderEvents()).toEqual([['OrderObserved', 1, 1]]);
    expect((await loadSweep(world.ports.store, id)).unreadable).toMatchObject([{ what: 'refund' }]);
  });
});

describe('customers', () => {
  it('are all read once a day and told when they changed', async () => {
    for (let n = 1; n <= 130; n += 1) shop.customers.set(n, customerJson(n));
    await sweep();
    await sweep();
    expect(await world.events(TOPICS.customers)).toHaveLength(130);
    expect(shop.calls.filter((call) => call.startsWith('customers'))).toHaveLength(2);
    shop.customers.set(5, customerJson(5, { first_name: 'Other' }));
    world.time.now += 86_400_000;
    await sweep();
    const changed = (await world.events(TOPICS.customers)).find(
      ({ data }) => data['readNumber'] === 2,
    );
    expect(changed).toMatchObject({ type: 'CustomerObserved', data: { customerId: 5 } });
    expect(await world.events(TOPICS.customers)).toHaveLength(131);
  });
});

describe('the first contact', () => {
  it('learns the currency and the time zone', async () => {
    await sweep();
    expect((await world.connections.get(id))?.facts).toEqual({
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      pricesIncludeTax: true,
    });
  });

  it('reads orders also with a key that may not read the settings, and says so', async () => {
    shop.orders.set(1, orderJson(1));
    shop.faults.each = (call) => {
      if (call === 'settings') throw new AppError('SHOP_REFUSED', 'The key may read orders only.');
    };
    await sweep();
    expect(await orderEvents()).toHaveLength(1);
    const told = () => loadSweep(world.ports.store, id);
    expect((await told()).lastError?.sentence).toBe('The key may read orders only.');
    shop.faults.each = null;
    await sweep();
    expect((await told()).lastError).toBeNull();
  });

  it('makes the webhooks, signed with our secret, once', async () => {
    await sweep();
    restart();
    world.time.now += 3_600_000;
    await sweep();
    expect(shop.webhooks.map(({ topic }) => topic)).toHaveLength(7);
    expect(new Set(shop.webhooks.map(({ deliveryUrl }) => deliveryUrl))).toEqual(
      new Set([`https://books.example.com/webhooks/${id}`]),
    );
    expect([...new Set(shop.secrets)]).toEqual(await world.reader.webhookSecrets(id));
  });

  it('enables again what the shop disabled, and gives a new secret', async () => {
    await sweep();
    shop.webhooks[2] = { ...shop.webhooks[2], status: 'disabled' } as never;
    await world.connections.rotate(id, { what: 'webhook' });
    world.time.now += 3_600_000;
    await sweep();
    expect(shop.webhooks.map(({ status }) => status)).toEqual(Array(7).fill('active'));
    expect(new Set(shop.secrets).size).toBe(2);
    expect(shop.secrets.at(-1)).toBe((await world.reader.webhookSecrets(id))[0]);
  });

  it('reads orders also from a shop that lets nobody make webhooks, and says so', async () => {
    shop.orders.set(1, orderJson(1));
    shop.faults.each = (call) => {
      if (call.startsWith('create')) throw new AppError('SHOP_REFUSED', 'The key may only read.');
    };
    await sweep();
    expect(await orderEvents()).toHaveLength(1);
    const { webhooks, lastError } = await loadSweep(world.ports.store, id);
    expect([webhooks.problem?.sentence, lastError]).toEqual(['The key may only read.', null]);
  });
});

describe('a shop that fails', () => {
  it('is reported, left alone for growing pauses, and never delays another', async () => {
    const other = await world.connect('other');
    shop.faults.each = () => {
      throw new ShopUnavailable('The store has an error of its own (HTTP 500).');
    };
    for (let n = 1; n <= 4; n += 1) {
      other.shop.orders.set(n, orderJson(n, { date_modified_gmt: at(n) }));
      await sweep();
    }
    expect(await orderEvents()).toHaveLength(4);
    const document = await loadSweep(world.ports.store, id);
    expect(document.failures).toBe(4);
    expect(document.lastError).toMatchObject({ code: 'SHOP_UNAVAILABLE' });
    const before = shop.calls.length;
    world.time.now += 10_000;
    await schedule.runOnce();
    expect(shop.calls.length).toBe(before);
    shop.faults.each = null;
    world.time.now += 60_000;
    await schedule.runOnce();
    expect(await loadSweep(world.ports.store, id)).toMatchObject({ failures: 0, lastError: null });
  });

  it('waits as long as the shop asks', async () => {
    shop.faults.each = () => {
      throw new ShopUnavailable('Slow down.', 7_200_000);
    };
    await sweep();
    shop.faults.each = null;
    const before = shop.calls.length;
    world.time.now += 3_600_000;
    await schedule.runOnce();
    expect(shop.calls.length).toBe(before);
  });

  it('is tried at once when a person changed the connection', async () => {
    shop.faults.each = () => {
      throw new AppError('SHOP_REFUSED', 'The store refuses the API key.');
    };
    await sweep();
    await sweep();
    shop.faults.each = null;
    await world.connections.change(id, { store: { consumerSecret: 'cs_2' } });
    world.time.now += 1_500;
    await schedule.runOnce();
    expect((await loadSweep(world.ports.store, id)).lastError).toBeNull();
  });

  it('keeps no cursor while the log is down', async () => {
    shop.orders.set(1, orderJson(1));
    world.outage.isDown = true;
    await sweep();
    expect((await loadSweep(world.ports.store, id)).cursor).toBeNull();
    world.outage.isDown = false;
    await sweep();
    expect(await orderEvents()).toEqual([['OrderObserved', 1, 1]]);
  });
});
