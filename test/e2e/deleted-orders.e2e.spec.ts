import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { DEMO_RULES, type Shop } from '../harness/shop.js';
import { shopAt, startWorld, type World } from '../harness/world.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

const WAYS = ['void', 'credit-memo', 'hold'] as const;

let world: World;
beforeAll(async () => {
  world = await startWorld({
    stores: WAYS.length,
    shop: (index) => ({ rules: { ...DEMO_RULES, changes: { deleted: WAYS[index] } } }),
  });
});
afterAll(() => world.close());

const settled = (shop: Shop, check: () => void | Promise<void>): Promise<void> =>
  eventually(
    async () => {
      await updateUntilDone(world.api, shop, shop.connector);
      await check();
    },
    { within: 40_000 },
  );
const cents = (total: string): number => Math.round(Number(total) * 100);
const documentsOf = ({ company }: Shop, kind: 'Invoice' | 'CreditMemo', { number }: WooOrder) =>
  company.inspect.documents(kind).filter(({ refNumber }) => refNumber?.startsWith(number));
/** Sold, not paid yet, and in the books. */
const posted = async (shop: Shop): Promise<WooOrder> => {
  const generated = shop.store.state.generate(shop.store.state.ids, Date.now());
  const order = shop.store.sellOrder(
    { ...generated, status: 'processing', date_paid: null, date_paid_gmt: null },
    'checkout',
  );
  await shop.store.deliver();
  await untilMapped(world.api, shop);
  await settled(shop, () => expect(documentsOf(shop, 'Invoice', order)).toHaveLength(1));
  return order;
};
const postingOf = async (shop: Shop, { number }: WooOrder) =>
  (await world.api.postings(shop.id, '&kind=invoice')).find(
    ({ source }) => source.number === number,
  );

describe('an order that is deleted for good after it was posted', () => {
  it.each(WAYS.map((way, index) => ({ way, index })))(
    'ends by the rule $way, found by the look that the word of its trash brings',
    async ({ way, index }) => {
      const shop = shopAt(world.shops, index);
      const [kept, order] = [await posted(shop), await posted(shop)];
      shop.store.trash(order.id);
      // Emptying the trash tells nobody; the product asks for the order and is told that there is none.
      shop.store.forceDelete(order.id);
      await shop.store.deliver();

      const total = cents(order.total);
      await settled(shop, async () => {
        const invoices = documentsOf(shop, 'Invoice', order);
        const memos = documentsOf(shop, 'CreditMemo', order);
        const posting = await postingOf(shop, order);
        expect({
          invoices: invoices.map(({ voided, openCents }) => [voided, openCents]),
          memos: memos.map(({ totalCents, openCents }) => [totalCents, openCents]),
          held: posting?.state === 'held' ? posting.reason?.code : null,
        }).toEqual(
          {
            void: { invoices: [[true, 0]], memos: [], held: null },
            'credit-memo': { invoices: [[false, 0]], memos: [[total, 0]], held: null },
            hold: { invoices: [[false, total]], memos: [], held: 'WITHDRAWN_AFTER_POSTING' },
          }[way],
        );
      });
      expect(documentsOf(shop, 'Invoice', kept)).toMatchObject([
        { voided: false, totalCents: cents(kept.total) },
      ]);
    },
    120_000,
  );
});
