import { previewOrder, type ReadRequest, readRequests } from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';
import { isoTime } from '@ml-connector/kernel';
import { parseOrder } from '@ml-connector/woocommerce';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  capturedRefund,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';

const HOUR = 3_600_000;
const named = (id: string, Name: string): readonly [string, Json] => [
  'ItemNonInventoryRet',
  { ListID: id, Name, FullName: Name },
];

let world: World;
beforeEach(async () => {
  world = await openWorld({
    itemsByCategory: [
      { category: 'Shirts', item: 'Clothes' },
      { category: 'sale', item: 'Bargains' },
    ],
  });
  await world.lists(...COMPANY, named('ITM-3', 'Clothes'), named('ITM-4', 'Bargains'));
});
afterEach(() => world.close());

const sold = capturedOrder('order-lifecycle');
const [line] = sold['line_items'] as readonly Json[];
const PRODUCT = Number(line?.['product_id']);

/** An order of now, of a product that no item of the company file fits. */
const order = (id: number, changes: Json = {}): Json => {
  const now = isoTime(world.time.now).slice(0, 19);
  return {
    ...sold,
    id,
    number: `${id}`,
    status: 'processing',
    refunds: [],
    date_created_gmt: now,
    date_modified_gmt: now,
    line_items: [{ ...line, name: 'Shirt of cotton', sku: '' }],
    ...changes,
  };
};
const tell = async (told: Json, readNumber = 0) =>
  world.orders(await world.orderSeen(told, readNumber));
const asked = async (): Promise<readonly ReadRequest[]> => {
  const found = await world.ports.store
    .collection(readRequests)
    .find({ index: 'byAskedAt', equals: [], limit: 100 });
  return found.items.map(({ value }) => value);
};
const sale = async (id: number) =>
  (await world.postings()).find(({ kind, orderId }) => kind === 'invoice' && orderId === id);
const stateOf = async (id: number): Promise<string | undefined> => {
  const found = await sale(id);
  return found?.reason?.code ?? found?.state;
};
const itemOf = async (
  id: number,
  kind: 'invoice' | 'credit-memo' = 'invoice',
  number = `${id}`,
) => {
  const { InvoiceLineAdd, CreditMemoLineAdd } = await world.request(kind, number);
  const [first] = (InvoiceLineAdd ?? CreditMemoLineAdd) as readonly Json[];
  return (first?.['ItemRef'] as Json | undefined)?.['ListID'];
};
describe('an order of a product that only its category has an item for', () => {
  it('waits until the product was read, and goes on by itself', async () => {
    await tell(order(301));
    expect(await stateOf(301)).toBe('PRODUCT_NOT_READ');
    expect(await asked()).toMatchObject([
      { what: 'product', sourceId: PRODUCT, reason: 'categories-unknown' },
    ]);
    expect((await sale(301))?.reason).toMatchObject({
      detail: 'It is Shirt of cotton.',
      setting: 'itemsByCategory',
    });

    world.wakes.take();
    await world.orders(world.productRead(PRODUCT, 1, 'Shirts'));
    expect(world.wakes.take()).toEqual([world.connectionId]);
    await world.sweep();
    expect(await stateOf(301)).toBe('waiting');
    expect(await itemOf(301)).toBe('ITM-3');
  });

  it('asks again, and plans nothing anew, for as long as nobody answers', async () => {
    await tell(order(301));
    const [first] = await asked();
    const revision = (await sale(301))?.revision;
    for (let look = 0; look < 3; look += 1) await world.sweep();
    // One that stands is left alone: any answer is new enough, and whoever is at it need not do it twice.
    expect(await asked()).toEqual([first]);
    const requests = world.ports.store.collection(readRequests);
    const { items } = await requests.find({ index: 'byAskedAt', equals: [], limit: 1 });
    for (const { id, version } of items) await requests.remove(id, version);
    await world.sweep();
    const [again, ...others] = await asked();
    expect(others).toEqual([]);
    expect(Date.parse(again?.askedAt ?? '')).toBeGreaterThan(Date.parse(first?.askedAt ?? ''));
    expect((await sale(301))?.revision).toBe(revision);

    await world.orders(world.productRead(PRODUCT, 1, 'Shirts'));
    await world.sweep();
    expect(await stateOf(301)).toBe('waiting');
  });

  it('asks once for one product, however many lines and orders sell it', async () => {
    const cotton = { ...line, name: 'Shirt of cotton', sku: '', total: '8.40', total_tax: '1.60' };
    const half = { ...cotton, subtotal: '8.40', subtotal_tax: '1.60' };
    const twice = order(302, { line_items: [half, { ...half, id: 900, variation_id: 77 }] });
    await world.orders(await world.orderSeen(order(301)), await world.orderSeen(twice));
    expect(await asked()).toHaveLength(1);
  });

  it('goes on where the product was read just before, without a question', async () => {
    await world.orders(world.productRead(PRODUCT, 1, 'Sale', 'Shirts'));
    await tell(order(301));
    expect(await stateOf(301)).toBe('waiting');
    expect(await itemOf(301)).toBe('ITM-3');
    expect(await asked()).toEqual([]);
  });

  it('is like one of an unknown product where the shop has that no more', async () => {
    await tell(order(301));
    await world.orders(world.productRead(PRODUCT, 1, null));
    await world.sweep();
    expect(await stateOf(301)).toBe('UNKNOWN_PRODUCT');
    // It waits for rules or lists from here on, and asks no more.
    const [before] = await asked();
    await world.sweep();
    expect(await asked()).toEqual([before]);
  });

  it('is not asked for where an item of its own fits', async () => {
    await tell(order(301, { line_items: [line] }));
    expect(await stateOf(301)).toBe('waiting');
    expect(await asked()).toEqual([]);
  });
});

describe('a product that moved', () => {
  beforeEach(async () => {
    await world.orders(world.productRead(PRODUCT, 1, 'Shirts'));
    await tell(order(301));
  });

  it('is read again before a sale of more than a day later, which stands under its new category', async () => {
    world.time.now += 20 * HOUR;
    await tell(order(302));
    expect(await itemOf(302)).toBe('ITM-3');
    world.time.now += 5 * HOUR;
    await tell(order(303));
    expect(await stateOf(303)).toBe('PRODUCT_NOT_READ');
    expect(await asked()).toHaveLength(1);

    await world.orders(world.productRead(PRODUCT, 2, 'Sale'));
    await world.sweep();
    expect(await itemOf(303)).toBe('ITM-4');
    expect([await itemOf(301), await itemOf(302)]).toEqual(['ITM-3', 'ITM-3']);
  });

  it('leaves what is planned, its edits and its refunds under the category of the sale', async () => {
    const revision = (await sale(301))?.revision;
    world.time.now += 30 * HOUR;
    await world.orders(world.productRead(PRODUCT, 2, 'Sale'));
    await world.sweep();
    expect((await sale(301))?.revision).toBe(revision);

    const { date_created_gmt } = order(301, {
      date_created_gmt: isoTime(world.time.now - 30 * HOUR).slice(0, 19),
    });
    const refund: Json = { ...capturedRefund('refund-create-partial-line-201'), id: 390 };
    const back = (refund['line_items'] as readonly Json[]).map((one) => ({
      ...one,
      name: 'Shirt of cotton',
      sku: '',
    }));
    const billing = { ...(sold['billing'] as Json), city: 'Elsewhere' };
    const refunds = [{ id: 390, reason: '', total: `-${String(refund['amount'])}` }];
    await world.orders(
      await world.refundSeen(301, { ...refund, line_items: back }),
      await world.orderSeen(order(301, { date_created_gmt, billing, refunds }), 1),
    );
    expect((await sale(301))?.revision).not.toBe(revision);
    expect(await itemOf(301)).toBe('ITM-3');
    expect(await itemOf(301, 'credit-memo', '301-R390')).toBe('ITM-3');
    expect(await asked()).toEqual([]);
  });

  it('leaves alone what was planned before any rule went by categories', async () => {
    const without = await openWorld({ unknownProduct: 'create' });
    const other = world;
    world = without;
    try {
      await world.lists(...COMPANY, named('ITM-3', 'Clothes'));
      const before = order(301);
      await tell(before);
      const { connection, rules } = await connectionOf();
      const changed: Rules = {
        ...rules,
        itemsByCategory: [{ category: 'Shirts', item: 'Clothes' }],
      };
      await world.connections.putRules(world.connectionId, {
        rules: changed,
        expectedVersion: connection.rulesVersion,
      });
      world.time.now += 60_000;
      const revision = (await sale(301))?.revision;
      const { date_modified_gmt } = order(301);
      await tell({ ...before, date_modified_gmt, status: 'completed' }, 1);
      await world.sweep();
      expect((await sale(301))?.revision).toBe(revision);
      expect(await asked()).toEqual([]);
    } finally {
      await without.close();
      world = other;
    }
  });
});

const connectionOf = async () => {
  const connection = await world.ports.connections.get(world.connectionId);
  if (!connection) throw new Error('There is no connection.');
  return { connection, rules: connection.rules };
};

describe('orders and readings', () => {
  it('lead to the same documents however they arrive between each other', async () => {
    let run = 0;
    const START = world.time.now;
    const place = fc
      .array(fc.nat(3), { minLength: 3, maxLength: 3 })
      .map((at) => at.toSorted((a, b) => a - b));
    const arrival = fc.tuple(fc.boolean(), place, fc.integer({ min: 1, max: 5 }));
    await fc.assert(
      fc.asyncProperty(arrival, async ([isTurned, places, atOnce]) => {
        run += 1;
        const [product, one, other] = [7_000 + run, 10_000 + run, 20_000 + run];
        const at = async <Told>(hours: number, make: () => Told): Promise<Awaited<Told>> => {
          world.time.now = START + hours * HOUR;
          return await make();
        };
        const selling = { line_items: [{ ...line, name: 'Shirt', sku: '', product_id: product }] };
        const seen = (id: number) => () => world.orderSeen(order(id, selling));
        const readings = [
          await at(0, () => world.productRead(product, 1, 'Shirts')),
          await at(30, () => world.productRead(product, 2, 'Sale')),
          await at(60, () => world.productRead(product, 3, 'Shirts')),
        ];
        const first = await at(1, seen(one));
        const second = await at(31, seen(other));
        const edited = await at(70, async () =>
          world.orderSeen({
            ...order(one, { ...selling, customer_note: 'Thanks' }),
            date_created_gmt: isoTime(START + HOUR).slice(0, 19),
          }),
        );
        const orders = isTurned ? [second, edited, first] : [first, second, edited];
        // One product's readings stand in one partition: they come in order, wherever the orders are by then.
        const arriving = Array.from({ length: orders.length + 1 }, (_, index) => [
          ...readings.filter((_reading, number) => places[number] === index),
          ...orders.slice(index, index + 1),
        ]).flat();
        for (let from = 0; from < arriving.length; from += atOnce) {
          await world.orders(...arriving.slice(from, from + atOnce));
          await world.sweep();
        }
        expect([await itemOf(one), await itemOf(other)]).toEqual(['ITM-3', 'ITM-4']);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a preview', () => {
  it('tells that a product must be read, asks nobody, and goes by what was read', async () => {
    const { connection } = await connectionOf();
    const preview = () =>
      previewOrder(connection, { order: parseOrder(order(301)), refunds: [] }, world.ports);
    expect((await preview()).held.map(({ code }) => code)).toEqual(['PRODUCT_NOT_READ']);
    expect(await asked()).toEqual([]);
    await world.orders(world.productRead(PRODUCT, 1, 'Shirts'));
    const { held, documents } = await preview();
    expect(held).toEqual([]);
    const invoice = documents.find(({ kind }) => kind === 'invoice');
    expect(invoice?.lines[0]?.item).toBe('ITM-3');
  });
});
