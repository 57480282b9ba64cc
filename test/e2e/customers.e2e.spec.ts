import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import type { ListView } from '../simulators/company/index.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

let world: World;
let shop: Shop;
let handmade: string;
beforeAll(async () => {
  world = await startWorld();
  shop = onlyShop(world);
  handmade = shop.company.person.addListObject('Customer', {
    Name: 'Handmade & Sons',
    Email: 'hand@example.test',
    Phone: '0228 1',
  });
  await update();
});
afterAll(() => world.close());

const inBooks = (email: string): readonly ListView[] =>
  shop.company.inspect.lists('Customer').filter(({ fields }) => fields['Email'] === email);

const update = () => updateUntilDone(world.api, shop, shop.connector);

/** Delivers, waits until the product has decided about the customer, and runs the update. */
const tell = async (customerId: number, revision = 1) => {
  await shop.store.deliver();
  await eventually(async () => {
    const postings = await world.api.postings(shop.id, '&kind=customer');
    const known = postings.find(({ source }) => source.id === String(customerId));
    if ((known?.revision ?? 0) < revision) throw new Error(`Customer ${customerId} is not known.`);
  });
  await update();
};

/** An order of a guest: of whoever stands in its billing address. */
const guestOrder = (store: StoreSimulator, billing: Readonly<Record<string, string>>): WooOrder => {
  const order = store.state.generate(store.state.ids, Date.now());
  return store.sellOrder(
    { ...order, customer_id: 0, billing: { ...order.billing, company: '', ...billing } },
    'checkout',
  );
};

describe('customers', () => {
  it('who are created in the shop appear in QuickBooks without an order', async () => {
    const { id } = shop.store.createCustomer({
      email: 'berta@example.test',
      firstName: 'Berta',
      lastName: 'Neumann',
      billing: { address_1: 'Gasse 1', city: 'Bonn', postcode: '53111', country: 'DE' },
    });
    await tell(id);

    expect(inBooks('berta@example.test')).toMatchObject([
      { fullName: 'Berta Neumann', fields: { BillAddress: { City: 'Bonn', PostalCode: '53111' } } },
    ]);
  });

  it('who move have the new billing address in QuickBooks', async () => {
    const { id } = shop.store.createCustomer({
      email: 'umzug@example.test',
      firstName: 'Uwe',
      lastName: 'Umzug',
      billing: { address_1: 'Alte Str. 1', city: 'Bonn', postcode: '53111', country: 'DE' },
    });
    await tell(id);
    shop.store.updateCustomer(id, { billing: { address_1: 'Neue Str. 2', city: 'Kiel' } });
    await shop.store.deliver();
    await eventually(async () => {
      await update();
      expect(inBooks('umzug@example.test')).toMatchObject([
        { fields: { BillAddress: { City: 'Kiel' } } },
      ]);
    });

    expect(inBooks('umzug@example.test')).toHaveLength(1);
    expect(JSON.stringify(inBooks('umzug@example.test'))).not.toContain('Alte Str.');
    const modified = shop.company.inspect
      .journal()
      .filter(({ type, status }) => type === 'CustomerMod' && status === 0);
    expect(modified.map(({ id: listId }) => listId)).toContain(
      inBooks('umzug@example.test')[0]?.listId,
    );
  });

  it('who share a name are two', async () => {
    const ids = ['eins', 'zwei'].map((which) => {
      const email = `${which}@example.test`;
      return shop.store.createCustomer({ email, firstName: 'Ada', lastName: 'Doppel' }).id;
    });
    await shop.store.deliver();
    for (const id of ids) await tell(id);
    const names = ['eins', 'zwei'].flatMap((which) =>
      inBooks(`${which}@example.test`).map(({ fullName }) => fullName),
    );

    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(2);
    expect(names.every((name) => name.startsWith('Ada Doppel'))).toBe(true);
  });

  it('who buy as guests are one by their e-mail address, however it is written', async () => {
    const billing = { first_name: 'Gustav', last_name: 'Gast', email: 'gustav@example.test' };
    await sellAndWaitMapped(world.api, shop, (store) => [
      guestOrder(store, billing),
      guestOrder(store, { ...billing, email: 'Gustav@Example.test' }),
      guestOrder(store, billing),
    ]);
    await update();
    const invoices = shop.company.inspect
      .documents('Invoice')
      .filter(({ customer }) => customer?.startsWith('Gustav Gast'));

    expect(invoices).toHaveLength(3);
    expect(new Set(invoices.map(({ customerListId }) => customerListId)).size).toBe(1);
  });

  it('whom a person made in QuickBooks with the same e-mail address are used, not made again', async () => {
    const { id } = shop.store.createCustomer({
      email: 'hand@example.test',
      firstName: 'Hanna',
      lastName: 'Hand',
    });
    await tell(id);
    await sellAndWaitMapped(world.api, shop, (store) => {
      const order = store.state.generate(store.state.ids, Date.now());
      const billing = { ...order.billing, email: 'hand@example.test', first_name: 'Hanna' };
      return [store.sellOrder({ ...order, customer_id: id, billing }, 'checkout')];
    });
    await update();
    const [newest] = shop.company.inspect.documents('Invoice').toReversed();

    expect(inBooks('hand@example.test')).toMatchObject([
      { listId: handmade, fullName: 'Handmade & Sons', fields: { Phone: '0228 1' } },
    ]);
    expect(newest?.customerListId).toBe(handmade);
    expect(shop.company.inspect.named('Customer', 'Hanna Hand')).toBeUndefined();
  });

  it('whom a person typed into QuickBooks a moment before the update, under another name, are used', async () => {
    const billing = { first_name: 'Moritz', last_name: 'Moment', email: 'moment@example.test' };
    await sellAndWaitMapped(world.api, shop, (store) => [guestOrder(store, billing)]);
    const typed = shop.company.person.addListObject('Customer', {
      Name: 'Momentum Ltd',
      Email: 'moment@example.test',
    });
    const before = shop.company.inspect.documents('Invoice').length;
    await update();
    const invoices = shop.company.inspect.documents('Invoice');

    expect(inBooks('moment@example.test')).toMatchObject([{ listId: typed }]);
    expect(invoices).toHaveLength(before + 1);
    expect(invoices.at(-1)?.customerListId).toBe(typed);
  });

  it('whose names people of other kinds got a moment before the update have another free name', async () => {
    const billing = { first_name: 'Nora', last_name: 'Namens', email: 'nora@example.test' };
    await sellAndWaitMapped(world.api, shop, (store) => [guestOrder(store, billing)]);
    shop.company.person.addListObject('OtherName', { Name: 'Nora Namens' });
    await update();

    expect(inBooks('nora@example.test')).toMatchObject([
      { fullName: expect.stringMatching(/^Nora Namens \([0-9a-z]{6}\)$/) },
    ]);
  });

  it('whom a person deleted in QuickBooks are not made again unasked', async () => {
    const { id } = shop.store.createCustomer({
      email: 'weg@example.test',
      firstName: 'Wiebke',
      lastName: 'Weg',
    });
    await tell(id);
    const [made] = inBooks('weg@example.test');
    shop.company.person.deleteListObject(made?.listId ?? '');
    // Something to do, so that the update reads the lists.
    await sellAndWaitMapped(world.api, shop, (store) => [
      guestOrder(store, { first_name: 'Nina', last_name: 'Neu', email: 'nina@example.test' }),
    ]);
    await update();
    await eventually(async () => {
      const postings = await world.api.postings(shop.id, '&kind=customer');
      const posting = postings.find(({ source }) => source.id === String(id));
      expect(posting).toMatchObject({ state: 'held', reason: { code: 'DELETED_IN_QUICKBOOKS' } });
    });
    await update();

    expect(inBooks('weg@example.test')).toEqual([]);
  });

  it('stand in the lists that the API shows', async () => {
    const listed = await world.api.list(shop.id, 'Customer');
    const names = shop.company.inspect.lists('Customer').map(({ fullName }) => fullName);

    expect(listed.map(({ fullName }) => fullName).toSorted()).toEqual(names.toSorted());
    expect((await world.api.list(shop.id, 'ShipMethod')).map(({ name }) => name)).toContain('UPS');
  });

  it('leave books that equal the shop', () => {
    expect(checkBooks(shop)).toEqual([]);
  });
});
