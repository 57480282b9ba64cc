import { askToRead, type ReadRequest, readRequests } from '@ml-connector/bookkeeping';
import { TOPICS } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';
import { ShopUnavailable } from '@ml-connector/woocommerce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../ingestion-world.features.js';
import {
  customerJson,
  orderJson,
  productJson,
  refundJson,
  type ScriptedShop,
} from '../scripted-shop.features.js';
import { changeSweep, loadSweep } from '../sweeping/sweep-document.js';
import { ReadRequestsSchedule } from './read-requests.schedule.js';

let world: World;
let schedule: ReadRequestsSchedule;
let shop: ScriptedShop;
let id: string;

beforeEach(async () => {
  world = await openWorld();
  schedule = new ReadRequestsSchedule({
    ports: world.ports,
    connections: world.reader,
    clients: world.clients,
  });
  const made = await world.connect('shop');
  ({ shop } = made);
  ({ id } = made.connection);
});

afterEach(() => world.close());

const ask = (what: ReadRequest['what'], sourceId: number, connectionId = id) =>
  askToRead(world.ports.store, [
    { connectionId, what, sourceId, reason: 'asked', askedAt: '2026-11-24T10:00:00.000Z' },
  ]);
const open = async () =>
  (
    await world.ports.store
      .collection(readRequests)
      .find({ index: 'byAskedAt', equals: [], limit: 100 })
  ).items.length;
const told = async (topic: typeof TOPICS.orders | typeof TOPICS.customers) =>
  (await world.events(topic)).map(({ type, data }) => [
    type,
    data['orderId'] ?? data['customerId'] ?? data['productId'],
    data['readNumber'],
  ]);
const later = (ms: number) => {
  world.time.now += ms;
};

describe('a request to read', () => {
  it('is answered by the order with its refunds, and removed', async () => {
    shop.orders.set(5, orderJson(5, { refunds: [{ id: 9, reason: '', total: '-1.00' }] }));
    shop.refunds.set(5, [refundJson(9)]);
    await ask('order', 5);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([
      ['RefundObserved', 5, 1],
      ['OrderObserved', 5, 1],
    ]);
    expect(await open()).toBe(0);
  });

  it('is answered also when nothing changed, as a fact of its own with the next number', async () => {
    shop.orders.set(5, orderJson(5));
    await ask('order', 5);
    await schedule.runOnce();
    later(60_000);
    await ask('order', 5);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([
      ['OrderObserved', 5, 1],
      ['OrderObserved', 5, 2],
    ]);
    const ids = (await world.events(TOPICS.orders)).map((event) => event.id);
    expect(new Set(ids).size).toBe(2);
  });

  it('is answered by OrderGone and CustomerGone where there is nothing any more', async () => {
    await ask('order', 5);
    await ask('customer', 6);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([['OrderGone', 5, 1]]);
    expect(await told(TOPICS.customers)).toEqual([['CustomerGone', 6, 1]]);
  });

  it('takes an order that is gone, or can be read, off what the sweep could not read', async () => {
    const problem = 'total';
    const named = [5, 6, 7].map((order) => ({ what: 'order' as const, id: order, problem }));
    await changeSweep(world.ports.store, id, () => ({ unreadable: named }));
    shop.orders.set(6, orderJson(6));
    shop.orders.set(7, orderJson(7, { total: 'much' }));
    for (const order of [5, 6, 7]) await ask('order', order);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toHaveLength(2);
    expect((await loadSweep(world.ports.store, id)).unreadable).toMatchObject([{ id: 7 }]);
  });

  it('is answered by an order in the trash, which is not gone', async () => {
    shop.orders.set(5, orderJson(5, { status: 'trash' }));
    await ask('order', 5);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([['OrderObserved', 5, 1]]);
  });

  it('is answered by the customer', async () => {
    shop.customers.set(6, customerJson(6));
    await ask('customer', 6);
    await schedule.runOnce();
    expect(await told(TOPICS.customers)).toEqual([['CustomerObserved', 6, 1]]);
  });

  it('is answered by the categories of a product, each time as a fact of its own', async () => {
    const clothing = { id: 3, name: 'Kleider &amp; Schuhe', slug: 'kleider' };
    const sale = { id: 2, name: 'Sale', slug: 'sale', display: 'default' };
    shop.products.set(7, productJson(7, clothing, sale));
    await ask('product', 7);
    await schedule.runOnce();
    later(60_000);
    await ask('product', 7);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([
      ['ProductObserved', 7, 1],
      ['ProductObserved', 7, 2],
    ]);
    const [first, second] = await world.events(TOPICS.orders);
    expect(first?.data['categories']).toEqual([{ id: 2, name: 'Sale', slug: 'sale' }, clothing]);
    expect(first).toMatchObject({ key: `${id}|product|7`, causationId: 'read|asked' });
    expect(first?.id).not.toBe(second?.id);
    expect(Date.parse(second?.occurredAt ?? '') - Date.parse(first?.occurredAt ?? '')).toBe(60_000);
    expect(await open()).toBe(0);
  });

  it('is answered by ProductGone where the shop has no such product', async () => {
    await ask('product', 7);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([['ProductGone', 7, 1]]);
    expect(await open()).toBe(0);
  });

  it('of a product stands while the shop fails, and tells of one that cannot be read', async () => {
    shop.products.set(7, productJson(7));
    shop.faults.next = () => {
      throw new ShopUnavailable('Down.');
    };
    await ask('product', 7);
    await schedule.runOnce();
    expect([await open(), await told(TOPICS.orders)]).toEqual([1, []]);
    later(60_000);
    await schedule.runOnce();
    expect([await open(), await told(TOPICS.orders)]).toEqual([0, [['ProductObserved', 7, 1]]]);
    later(60_000);
    shop.products.set(7, { ...productJson(7), categories: 'many' });
    await ask('product', 7);
    await schedule.runOnce();
    expect(await open()).toBe(0);
    const unreadable = world.told.filter(({ signal }) => signal === 'unreadable');
    expect(unreadable).toMatchObject([{ with: [id, { what: 'product', id: 7 }] }]);
  });

  it('stands until the shop answers, and never delays another shop', async () => {
    const other = await world.connect('other');
    shop.faults.each = () => {
      throw new ShopUnavailable('Down.');
    };
    other.shop.orders.set(5, orderJson(5));
    for (let n = 1; n <= 20; n += 1) await ask('order', n);
    await ask('order', 5, other.connection.id);
    await schedule.runOnce();
    expect(await told(TOPICS.orders)).toEqual([['OrderObserved', 5, 1]]);
    expect(await open()).toBe(20);
    shop.faults.each = null;
    later(60_000);
    await schedule.runOnce();
    expect(await open()).toBe(0);
  });

  it('of what the key may not read holds up nothing else that is asked of the shop', async () => {
    shop.faults.each = (call) => {
      if (call.startsWith('product')) throw new AppError('SHOP_REFUSED', 'No right.');
    };
    for (const product of [1, 2, 3]) await ask('product', product);
    for (let order = 1; order <= 5; order += 1) {
      shop.orders.set(order, orderJson(order));
      await ask('order', order);
      await schedule.runOnce();
      later(1_000);
    }
    expect((await told(TOPICS.orders)).length).toBe(5);
    expect(await open()).toBe(3);
    // Once each time, at growing distances: the shop is not asked for one after the other in vain.
    for (let second = 0; second < 600; second += 1) {
      await schedule.runOnce();
      later(1_000);
    }
    expect(shop.calls.filter((call) => call.startsWith('product')).length).toBeLessThan(12);
  });

  it('that alone is refused holds up none of its like for long', async () => {
    shop.faults.each = (call) => {
      if (call === 'product 1') throw new AppError('SHOP_REFUSED', 'Not this one.');
    };
    shop.products.set(2, productJson(2));
    await ask('product', 1);
    later(10);
    await ask('product', 2);
    for (let second = 0; second < 10; second += 1) {
      await schedule.runOnce();
      later(1_000);
    }
    expect(await told(TOPICS.orders)).toEqual([['ProductObserved', 2, 1]]);
    expect(await open()).toBe(1);
  });

  it('survives a death between the append and its removal', async () => {
    shop.orders.set(5, orderJson(5));
    await ask('order', 5);
    world.dieAt('poll.stored');
    await schedule.runOnce();
    expect(await open()).toBe(1);
    later(60_000);
    await schedule.runOnce();
    expect(await open()).toBe(0);
    expect((await told(TOPICS.orders)).length).toBeGreaterThan(0);
  });

  it('is not repeated for ever for what cannot be read', async () => {
    shop.orders.set(5, orderJson(5, { total: 'many' }));
    await ask('order', 5);
    await schedule.runOnce();
    expect(await open()).toBe(0);
    expect(world.told.filter(({ signal }) => signal === 'unreadable')).toHaveLength(1);
  });

  it('is served at growing distances when somebody asks without end', async () => {
    shop.orders.set(5, orderJson(5));
    for (let second = 0; second < 600; second += 1) {
      await ask('order', 5);
      await schedule.runOnce();
      later(1_000);
    }
    expect(shop.calls.length).toBeLessThan(12);
  });

  it('of a retired connection is dropped', async () => {
    await ask('order', 5);
    await world.connections.retire(id);
    later(2_000);
    await schedule.runOnce();
    expect(await open()).toBe(0);
    expect(shop.calls).toEqual([]);
  });
});
