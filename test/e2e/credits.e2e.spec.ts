import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { DEMO_RULES, type Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import type { DocumentView } from '../simulators/company/inspection.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld({
    shop: () => ({
      rules: {
        ...DEMO_RULES,
        changes: { cancelled: 'credit-memo', cancelledPaid: 'credit-memo', deleted: 'credit-memo' },
        refunds: { amountOnly: 'split' },
        accounts: { rounding: 'Other Income' },
        paymentDocuments: { pos: 'sales-receipt' },
        unpaid: { document: 'sales-order' },
      },
    }),
  });
  shop = onlyShop(world);
});
afterAll(() => world.close());

const UNPAID = {
  date_paid: null,
  date_paid_gmt: null,
  date_completed: null,
  date_completed_gmt: null,
};
/** Sold to a customer of its own, so that balances tell of this order alone. */
const sell = (changes: Partial<WooOrder>): WooOrder => {
  const order = shop.store.state.generate(shop.store.state.ids, Date.now());
  const email = `buyer-${order.id}@example.test`;
  const billing = { ...order.billing, email, last_name: `Buyer ${order.id}` };
  return shop.store.sellOrder({ ...order, customer_id: 0, billing, ...changes }, 'checkout');
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
    { within: 60_000 },
  );
const cents = (total: string): number => Math.round(Number(total) * 100);
const of = (kind: DocumentView['kind'], order: WooOrder): readonly DocumentView[] =>
  shop.company.inspect
    .documents(kind)
    .filter(
      ({ refNumber }) =>
        refNumber === order.number || refNumber?.startsWith(`${order.number}-`) === true,
    );
const invoiceOf = (order: WooOrder): DocumentView | undefined => of('Invoice', order)[0];
const balanceOf = (order: WooOrder): number | undefined => {
  const documents = shop.company.inspect.documents();
  const customer = documents.find(({ refNumber }) => refNumber === order.number)?.customerListId;
  return customer === undefined
    ? undefined
    : shop.company.inspect.listObject(customer)?.balanceCents;
};
const lineOf = (order: WooOrder): number => order.line_items[0]?.id ?? 0;
const nothingIsHeld = async (): Promise<void> => {
  const held = (await world.api.postings(shop.id)).filter(({ state }) => state === 'held');
  expect(held.map(({ kind, reason }) => `${kind} ${reason?.code ?? ''}`)).toEqual([]);
};

const WITHIN = { timeout: 120_000 };

describe('an order that nobody has paid yet', WITHIN, () => {
  it('is credited on its open invoice, and its payment is the rest', async () => {
    const order = sell({ status: 'processing', ...UNPAID });
    await tell();
    await settled(() => expect(invoiceOf(order)?.openCents).toBe(cents(order.total)));
    const refund = shop.store.refund(order.id, { lines: [{ lineId: lineOf(order), quantity: 1 }] });
    await tell();
    const rest = cents(order.total) - cents(refund.amount);
    await settled(() => {
      expect(of('CreditMemo', order)).toMatchObject([
        { totalCents: cents(refund.amount), openCents: 0 },
      ]);
      expect([invoiceOf(order)?.openCents, balanceOf(order)]).toEqual([rest, rest]);
    });
    shop.store.changeStatus(order.id, 'completed');
    await tell();
    await settled(() => {
      const paid = of('ReceivePayment', order).map(({ totalCents }) => totalCents);
      expect(paid.toSorted((a, b) => a - b)).toEqual([0, rest]);
      expect([invoiceOf(order)?.openCents, balanceOf(order)]).toEqual([0, 0]);
    });
    await nothingIsHeld();
  });

  it('owes nothing once it is refunded whole, and all of it again where the refund is deleted', async () => {
    // As if QuickBooks kept no payment of nothing: then there is none to delete before the credit memo.
    shop.company.changeSettings({ keepsCreditPayments: false });
    const order = sell({ status: 'processing', ...UNPAID });
    await tell();
    await settled(() => expect(invoiceOf(order)?.openCents).toBe(cents(order.total)));
    const refund = shop.store.refund(order.id, { lines: [{ lineId: lineOf(order), quantity: 1 }] });
    await tell();
    await settled(() => expect(of('CreditMemo', order)).toMatchObject([{ openCents: 0 }]));
    shop.store.deleteRefund(refund.id);
    // No webhook and no date tells of it: only who reads the order again finds out.
    const from = new Date(Date.now() - 3_600_000).toISOString();
    await world.api.call('POST', `/api/connections/${shop.id}/backfill`, { from });
    await settled(() => {
      expect(of('CreditMemo', order)).toMatchObject([{ voided: true, totalCents: 0 }]);
      expect([invoiceOf(order)?.openCents, balanceOf(order)]).toEqual([
        cents(order.total),
        cents(order.total),
      ]);
    });
    shop.store.changeStatus(order.id, 'refunded');
    await tell();
    await settled(() => {
      expect([invoiceOf(order)?.openCents, balanceOf(order)]).toEqual([0, 0]);
      expect(of('ARRefundCreditCard', order)).toEqual([]);
    });
    await nothingIsHeld();
  });

  it('is credited where it was cancelled or trashed, by rule, and stands again where it comes back', async () => {
    const [order, trashed] = [
      sell({ status: 'processing', ...UNPAID }),
      sell({ status: 'processing', ...UNPAID }),
    ];
    await tell();
    await settled(() => expect(invoiceOf(trashed)?.openCents).toBe(cents(trashed.total)));
    shop.store.changeStatus(order.id, 'cancelled');
    shop.store.trash(trashed.id);
    await tell();
    await settled(() => {
      for (const ended of [order, trashed]) {
        expect(invoiceOf(ended)).toMatchObject({ voided: false, openCents: 0 });
        expect(of('CreditMemo', ended)).toMatchObject([
          { totalCents: cents(ended.total), openCents: 0 },
        ]);
        expect(balanceOf(ended)).toBe(0);
      }
    });
    shop.store.changeStatus(order.id, 'processing');
    await tell();
    await settled(() => {
      expect(of('CreditMemo', order)).toMatchObject([{ voided: true }]);
      expect([invoiceOf(order)?.openCents, balanceOf(order)]).toEqual([0, 0]);
    });
    await nothingIsHeld();
  });

  it('is a sales order that follows the shop until its invoice takes it over', async () => {
    const [order, dropped] = [
      sell({ status: 'on-hold', ...UNPAID }),
      sell({ status: 'on-hold', ...UNPAID }),
    ];
    await shop.store.deliver();
    await settled(() => {
      expect(of('SalesOrder', order)).toMatchObject([{ totalCents: cents(order.total) }]);
      expect(of('SalesOrder', dropped)).toHaveLength(1);
    });
    expect(of('Invoice', order)).toEqual([]);
    shop.store.edit(order.id, { quantity: { lineId: lineOf(order), quantity: 5 } });
    shop.store.changeStatus(dropped.id, 'cancelled');
    await tell();
    const total = cents(shop.store.state.orders.get(order.id)?.total ?? '');
    await settled(() => {
      expect(of('SalesOrder', order)).toMatchObject([{ totalCents: total }]);
      expect(of('SalesOrder', dropped)).toEqual([]);
    });
    shop.store.changeStatus(order.id, 'processing');
    await tell();
    await settled(() => {
      const [salesOrder] = of('SalesOrder', order);
      expect(invoiceOf(order)).toMatchObject({ totalCents: total, openCents: 0 });
      expect(invoiceOf(order)?.links.map(({ txnId }) => txnId)).toContain(salesOrder?.txnId);
      expect(balanceOf(order)).toBe(0);
    });
    await nothingIsHeld();
  });
});

describe('an order that was paid', WITHIN, () => {
  it('keeps its money as a credit where it was cancelled, by rule, less what is refunded later', async () => {
    const order = sell({});
    await tell();
    await settled(() => expect(invoiceOf(order)?.openCents).toBe(0));
    shop.store.changeStatus(order.id, 'cancelled');
    await tell();
    await settled(() => expect(balanceOf(order)).toBe(0 - cents(order.total)));
    const refund = shop.store.refund(order.id, { lines: [{ lineId: lineOf(order), quantity: 1 }] });
    await tell();
    const rest = cents(order.total) - cents(refund.amount);
    await settled(() => {
      const totals = of('CreditMemo', order).map(({ totalCents }) => totalCents);
      expect(totals.toSorted((a, b) => a - b)).toEqual(
        [rest, cents(refund.amount)].toSorted((a, b) => a - b),
      );
      expect(balanceOf(order)).toBe(0 - rest);
    });
    await nothingIsHeld();
  });

  it('as a sales receipt is changed where it stands', async () => {
    const order = sell({ payment_method: 'pos', payment_method_title: 'Point of sale' });
    await tell();
    await settled(() =>
      expect(of('SalesReceipt', order)).toMatchObject([{ totalCents: cents(order.total) }]),
    );
    const [before] = of('SalesReceipt', order);
    shop.store.edit(order.id, {
      quantity: { lineId: lineOf(order), quantity: 6 },
      shipping: { city: 'Newtown' },
    });
    await tell();
    await settled(() => {
      const [after] = of('SalesReceipt', order);
      const total = cents(shop.store.state.orders.get(order.id)?.total ?? '');
      expect([after?.txnId, after?.totalCents]).toEqual([before?.txnId, total]);
      expect(after?.fields['ShipAddress']).toMatchObject({ City: 'Newtown' });
    });
    await nothingIsHeld();
  });
});
