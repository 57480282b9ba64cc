import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { DEMO_RULES, type Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

const tieOutSchema = z.object({
  days: z.array(z.object({ difference: z.string(), store: z.string() })),
  differences: z.array(z.object({ orderId: z.number(), reason: z.string() })),
});

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld({
    shop: () => ({ rules: { ...DEMO_RULES, changes: { paidInvoice: 'same-total' } } }),
  });
  shop = onlyShop(world);
});
afterAll(() => world.close());

/** Sold, but not paid yet: cash on delivery. */
const sellUnpaid = (): WooOrder => {
  const order = shop.store.state.generate(shop.store.state.ids, Date.now());
  return shop.store.sellOrder(
    { ...order, status: 'processing', date_paid: null, date_paid_gmt: null },
    'checkout',
  );
};
const tell = async (): Promise<void> => {
  await shop.store.deliver();
  await untilMapped(world.api, shop);
};
const settled = async (check: () => void | Promise<void>): Promise<void> =>
  eventually(
    async () => {
      await updateUntilDone(world.api, shop, shop.connector);
      await check();
    },
    { within: 40_000 },
  );
const invoiceOf = ({ number }: Pick<WooOrder, 'number'>) =>
  shop.company.inspect.documents('Invoice').find(({ refNumber }) => refNumber === number);
const cents = (total: string): number => Math.round(Number(total) * 100);
const balances = (): readonly (number | undefined)[] =>
  shop.company.inspect.lists('Customer').map(({ balanceCents }) => balanceCents);
const tieOut = async () => {
  const today = Date.now();
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const range = `from=${day(today - 86_400_000)}&to=${day(today + 86_400_000)}`;
  const { body } = await world.api.call('GET', `/api/connections/${shop.id}/tie-out?${range}`);
  return tieOutSchema.parse(body);
};
const lineOf = (order: WooOrder): number => order.line_items[0]?.id ?? 0;

describe('after the sale', () => {
  it('a refund becomes a credit memo and the money that leaves, and nobody owes anybody', async () => {
    const [first, second] = shop.store.sell(2);
    if (!first || !second) throw new Error('Nothing was sold.');
    await tell();
    await updateUntilDone(world.api, shop, shop.connector);
    shop.store.refund(first.id, { everything: true });
    shop.store.refund(second.id, { lines: [{ lineId: lineOf(second), quantity: 1 }] });
    await tell();
    await settled(() => {
      const memos = shop.company.inspect.documents('CreditMemo');
      const payOuts = shop.company.inspect.documents('ARRefundCreditCard');
      expect([memos.length, payOuts.length]).toEqual([2, 2]);
      expect([...memos, ...payOuts].every(({ openCents }) => openCents === 0)).toBe(true);
      expect(balances().every((balance) => balance === 0)).toBe(true);
    });
  });

  it('an edited order changes its invoice, a cancelled one voids it, and the days tie out', async () => {
    const [edited, cancelled] = [sellUnpaid(), sellUnpaid()];
    await tell();
    await settled(() => expect(invoiceOf(cancelled)?.totalCents).toBe(cents(cancelled.total)));
    const before = invoiceOf(edited);
    shop.store.edit(edited.id, { quantity: { lineId: lineOf(edited), quantity: 7 } });
    shop.store.changeStatus(cancelled.id, 'cancelled');
    await tell();
    const total = cents(shop.store.state.orders.get(edited.id)?.total ?? '');
    await settled(async () => {
      const after = invoiceOf(edited);
      expect([after?.txnId, after?.totalCents]).toEqual([before?.txnId, total]);
      expect(invoiceOf(cancelled)).toMatchObject({ voided: true, totalCents: 0 });
      const { days, differences } = await tieOut();
      expect(days.map(({ difference }) => difference)).toEqual(days.map(() => '0.00'));
      expect([days.length > 0, differences]).toEqual([true, []]);
    });
    expect(total).not.toBe(before?.totalCents);
    const kept = before?.lines.map(({ lineId }) => lineId) ?? [];
    const lines = invoiceOf(edited)?.lines.map(({ lineId }) => lineId) ?? [];
    expect(lines.filter((id) => kept.includes(id)).length).toBe(kept.length);
  });

  it('a paid invoice follows what leaves its total, and is held for anything else', async () => {
    const [paid] = shop.store.sell(1);
    if (!paid) throw new Error('Nothing was sold.');
    await tell();
    await settled(() => expect(invoiceOf(paid)?.openCents).toBe(0));
    shop.store.edit(paid.id, { shipping: { city: 'Newtown' } });
    await tell();
    await settled(() =>
      expect(invoiceOf(paid)?.fields['ShipAddress']).toMatchObject({ City: 'Newtown' }),
    );
    const total = invoiceOf(paid)?.totalCents;
    shop.store.edit(paid.id, { quantity: { lineId: lineOf(paid), quantity: 9 } });
    await tell();
    await settled(async () => {
      const held = (await world.api.postings(shop.id)).find(
        ({ kind, source }) => kind === 'invoice' && source.number === paid.number,
      );
      expect([held?.state, held?.reason?.code]).toEqual(['held', 'PAID_IN_QUICKBOOKS']);
    });
    expect([invoiceOf(paid)?.totalCents, invoiceOf(paid)?.openCents]).toEqual([total, 0]);
    expect((await tieOut()).differences).toMatchObject([{ orderId: paid.id }]);
  });

  it('what a plugin notes of an order leaves its invoice alone', async () => {
    const order = sellUnpaid();
    await tell();
    await settled(() => expect(invoiceOf(order)?.totalCents).toBe(cents(order.total)));
    const before = invoiceOf(order);
    const mods = () =>
      shop.company.inspect.journal().filter(({ type }) => type === 'InvoiceMod').length;
    const modsBefore = mods();

    shop.store.edit(order.id, { meta: { tracking: '1Z 999' } });
    // Told after it, and in the books: the note has been looked at.
    const next = sellUnpaid();
    await tell();
    await settled(() => expect(invoiceOf(next)?.totalCents).toBe(cents(next.total)));
    expect([invoiceOf(order), mods()]).toEqual([before, modsBefore]);
  });
});
