import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { DEMO_RULES, type Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

const [MUG, BOOK] = [12, 25];
const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1_000;

/** Shop, product and books begin two days ago. */
const time = { behindMs: TWO_DAYS_MS };
const now = () => Date.now() - time.behindMs;
const behind = `const now = Date.now; Date.now = () => now() - ${TWO_DAYS_MS};`;

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld({
    environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(behind)}` },
    shop: () => ({
      store: { clock: { now } },
      company: {
        now,
        seed: {
          items: [
            { kind: 'ItemNonInventory', name: 'Kitchen goods' },
            { kind: 'ItemNonInventory', name: 'Bargains' },
          ],
        },
      },
      rules: {
        ...DEMO_RULES,
        unknownProduct: 'hold',
        itemsByCategory: [
          { category: 'Tea & Coffee', item: 'Kitchen goods' },
          { category: 'sale', item: 'Bargains' },
        ],
      },
    }),
  });
  shop = onlyShop(world);
});
afterAll(() => world.close());

const NOTHING = {
  discount_total: '0.00',
  discount_tax: '0.00',
  shipping_total: '0.00',
  shipping_tax: '0.00',
  cart_tax: '0.00',
  total_tax: '0.00',
  tax_lines: [],
  shipping_lines: [],
  fee_lines: [],
  coupon_lines: [],
};
const AMOUNTS = { subtotal: '12.50', subtotal_tax: '0.00', total: '12.50', total_tax: '0.00' };

/** Sells one thing that has no SKU. */
const sell = (productId: number, name: string): WooOrder => {
  const order = shop.store.state.generate(shop.store.state.ids, now());
  const [line] = order.line_items;
  if (!line) throw new Error('Nothing was sold.');
  const of = { name, sku: '', product_id: productId, variation_id: 0, tax_class: '' };
  const only = { ...line, ...of, ...AMOUNTS, taxes: [], quantity: 1, price: 12.5 };
  const sold = { ...order, ...NOTHING, total: '12.50', line_items: [only] };
  return shop.store.sellOrder(sold, 'checkout');
};
const settled = (check: () => void | Promise<void>): Promise<void> =>
  eventually(
    async () => {
      await shop.store.deliver();
      await untilMapped(world.api, shop);
      await updateUntilDone(world.api, shop, shop.connector);
      await check();
    },
    { within: 60_000 },
  );
const invoiceOf = ({ number }: WooOrder) =>
  shop.company.inspect.documents('Invoice').find(({ refNumber }) => refNumber === number);
const itemOf = (order: WooOrder) => invoiceOf(order)?.lines.map(({ item }) => item);

describe('a product without an SKU', { timeout: 180_000 }, () => {
  it('is sold under the item of its category, later sales under that of the category it moved to', async () => {
    shop.store.categorize(MUG, 'Tea & Coffee');
    const [before, unsorted] = [sell(MUG, 'A mug of clay'), sell(BOOK, 'Poems')];
    await settled(() => expect(itemOf(before)).toEqual(['Kitchen goods']));
    const held = await world.api.postings(shop.id, `&orderId=${unsorted.id}&kind=invoice`);
    expect(held).toMatchObject([{ state: 'held', reason: { code: 'UNKNOWN_PRODUCT' } }]);
    const stood = invoiceOf(before);

    await world.product().stop();
    time.behindMs = 0;
    await world.restart({ NODE_OPTIONS: '' });
    shop.store.categorize(MUG, 'Sale');
    const after = sell(MUG, 'A mug of clay');
    await settled(() => expect(itemOf(after)).toEqual(['Bargains']));
    shop.store.changeStatus(before.id, 'completed');
    await settled(() => expect(invoiceOf(before)).toEqual(stood));
  });

  it('that was deleted before anybody read it is one that nobody knows', async () => {
    const order = sell(16, 'A lost penny');
    shop.store.state.products.delete(16);
    await shop.store.deliver();
    await eventually(async () => {
      const postings = await world.api.postings(shop.id, `&orderId=${order.id}&kind=invoice`);
      expect(postings).toMatchObject([{ reason: { code: 'UNKNOWN_PRODUCT' } }]);
    });
  });
});
