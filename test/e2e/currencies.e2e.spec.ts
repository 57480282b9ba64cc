import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { DEMO_RULES, type Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld({
    shop: () => ({
      company: {
        seed: {
          currencies: [
            ['Euro', 'EUR'],
            ['US Dollar', 'USD'],
          ],
          foreignAccounts: [
            ['Receivables USD', 'AccountsReceivable', 'US Dollar'],
            ['USD Bank', 'Bank', 'US Dollar'],
          ],
        },
      },
      rules: {
        ...DEMO_RULES,
        currencies: {
          USD: {
            name: 'US Dollar',
            receivable: 'Receivables USD',
            deposit: 'USD Bank',
            exchangeRate: '0.92',
          },
        },
      },
    }),
  });
  shop = onlyShop(world);
});
afterAll(() => world.close());

const sell = (currency: string): WooOrder => {
  const order = shop.store.state.generate(shop.store.state.ids, Date.now());
  const person = { email: 'erika@example.test', first_name: 'Erika', last_name: 'Twice' };
  const billing = { ...order.billing, ...person, company: '' };
  return shop.store.sellOrder({ ...order, customer_id: 0, billing, currency }, 'checkout');
};
const settled = async (check: () => void | Promise<void>): Promise<void> =>
  eventually(
    async () => {
      await shop.store.deliver();
      await untilMapped(world.api, shop);
      await updateUntilDone(world.api, shop, shop.connector);
      await check();
    },
    { within: 60_000 },
  );
const cents = (total: string): number => Math.round(Number(total) * 100);
const invoiceOf = ({ number }: WooOrder) =>
  shop.company.inspect.documents('Invoice').find(({ refNumber }) => refNumber === number);

describe('a company file of several currencies', { timeout: 120_000 }, () => {
  it('holds an order in another one with its own amounts, on a customer of its own', async () => {
    const [euros, dollars, francs] = [sell('EUR'), sell('USD'), sell('CHF')];
    await settled(() => {
      expect(invoiceOf(dollars)).toMatchObject({ totalCents: cents(dollars.total), openCents: 0 });
      expect(invoiceOf(euros)).toMatchObject({ totalCents: cents(euros.total), openCents: 0 });
    });
    expect(invoiceOf(dollars)?.fields).toMatchObject({ ExchangeRate: '0.92' });
    expect(invoiceOf(euros)?.fields).toMatchObject({ ExchangeRate: '1' });
    const [home, abroad] = [invoiceOf(euros), invoiceOf(dollars)].map(
      (invoice) => invoice?.customer,
    );
    expect(abroad).toBe(`${home} (US Dollar)`);
    expect(invoiceOf(francs)).toBeUndefined();
    const held = (await world.api.postings(shop.id)).filter(({ state }) => state === 'held');
    expect(held.map(({ reason }) => reason?.code)).toEqual(['CURRENCY_NOT_HOME']);
    shop.store.refund(dollars.id, { everything: true });
    await settled(() => {
      const [memo] = shop.company.inspect.documents('CreditMemo');
      expect(memo).toMatchObject({ totalCents: cents(dollars.total), openCents: 0 });
      const owed = shop.company.inspect.lists('Customer').map(({ balanceCents }) => balanceCents);
      expect(owed.every((balance) => balance === 0)).toBe(true);
    });
  });
});
