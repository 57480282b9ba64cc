import { readRequests } from '@ml-connector/bookkeeping';
import { postingReleased } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  capturedRefund,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Order 45 of the captures: a guest buys a T-shirt and has it sent. */
const sold = (changes: Json = {}): Json =>
  capturedOrder('order-lifecycle', { status: 'processing', refunds: [], ...changes });
const at = (time: string): Json => ({ date_modified_gmt: time });
const billing = (order: Json, changes: Json): Json => ({
  billing: { ...(order['billing'] as Json), ...changes },
});
const asked = async () => {
  const { items } = await world.ports.store
    .collection(readRequests)
    .find({ index: 'byAskedAt', equals: [], limit: 10 });
  return items.map(({ value }) => `${value.what} ${value.sourceId} ${value.reason}`);
};

describe('an order', () => {
  const SOLD = [
    expect.stringMatching(/^customer guest-\w+ ready$/),
    'invoice 45 waiting',
    'item Web No Tax ready',
    'item Web Sales Tax ready',
    'item Web Shipping ready',
    'payment 45 waiting',
  ];

  it('becomes a customer, items, an invoice and a payment, each waiting for what it refers to', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(sold()));
    expect(await world.states()).toEqual(SOLD);
  });

  it('that is told again and again changes nothing', async () => {
    await world.lists(...COMPANY);
    const seen = await world.orderSeen(sold());
    await world.orders(seen, seen);
    const once = await world.postings();
    await world.orders(seen);
    await world.orders(await world.orderSeen(sold(), 3));
    await world.sweep();
    expect(await world.postings()).toEqual(once);
  });

  it('is held until the lists of the company file are read, and then goes on by itself', async () => {
    await world.orders(await world.orderSeen(sold()));
    expect(await world.states()).toEqual(['invoice 45 held COMPANY_NOT_READ']);
    await world.lists(...COMPANY);
    await world.sweep();
    expect(await world.states()).toEqual(SOLD);
  });

  it('with an unknown product is held until the item appears', async () => {
    const without = COMPANY.filter(([, { Name }]) => Name !== 'TS-001');
    await world.lists(...without);
    await world.orders(await world.orderSeen(sold()));
    expect(await world.states()).toEqual(['invoice 45 held UNKNOWN_PRODUCT']);
    await world.sweep();
    await world.lists(...COMPANY);
    await world.sweep();
    expect(await world.states()).toEqual(SOLD);
  });

  it('that goes on in the shop without a change of what was sold keeps its documents', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(sold(at('2026-11-24T09:00:00'))));
    const before = await world.postings();
    const later = sold({
      ...at('2026-11-24T09:30:00'),
      status: 'completed',
      customer_note: 'Thanks',
    });
    await world.orders(await world.orderSeen(later));
    expect(await world.postings()).toEqual(before);
  });

  it('that is edited before it left asks for the newer document, in whatever order it is told', async () => {
    await world.lists(...COMPANY);
    const old = await world.orderSeen(sold(at('2026-11-24T09:00:00')));
    const edited = sold({ ...at('2026-11-24T09:30:00'), number: '45-B' });
    await world.orders(await world.orderSeen(edited));
    await world.orders(old);
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    expect(invoice).toMatchObject({ wish: { refNumber: '45-B' }, source: { number: '45-B' } });
  });

  it('that is cancelled before it left is taken back, and comes back when the shop brings it back', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(sold(at('2026-11-24T09:00:00'))));
    const cancelled = sold({ ...at('2026-11-24T09:30:00'), status: 'cancelled' });
    await world.orders(await world.orderSeen(cancelled));
    expect(await world.states()).toContain('invoice 45 skipped');
    expect(await world.states()).toContain('payment 45 skipped');
    await world.orders(await world.orderSeen(sold(at('2026-11-24T09:40:00'))));
    expect(await world.states()).toEqual(SOLD);
  });

  it('that is deleted for good is taken back, and an older state does not bring it back', async () => {
    await world.lists(...COMPANY);
    const seen = await world.orderSeen(sold());
    await world.orders(seen);
    await world.orders(world.orderGone(45));
    await world.orders(await world.orderSeen(sold(at('2027-01-01T00:00:00'))));
    expect((await world.states()).filter((state) => /invoice|payment/.test(state))).toEqual([
      'invoice 45 skipped',
      'payment 45 skipped',
    ]);
  });

  it('of which two states tie is not guessed: the shop is asked, and its answer counts', async () => {
    await world.lists(...COMPANY);
    await world.orders(
      await world.orderSeen(sold({ number: '45-A' })),
      await world.orderSeen(sold({ number: '45-B' })),
    );
    expect(await world.states()).toEqual([]);
    expect(await asked()).toEqual(['order 45 ambiguous']);
    await world.orders(await world.orderSeen(sold({ number: '45-A' }), 1));
    expect(await world.states()).toContain('invoice 45-A waiting');
  });

  it('that cannot be read is held, and every other order goes on', async () => {
    await world.lists(...COMPANY);
    await world.orders(
      await world.orderSeen(sold({ id: 44, total: 'much' })),
      await world.orderSeen(sold()),
    );
    expect(new Set(await world.states())).toEqual(
      new Set([...SOLD, 'invoice 44 held ORDER_UNREADABLE']),
    );
  });

  it('that a process was deciding when it died is decided when it comes again, once', async () => {
    await world.lists(...COMPANY);
    const seen = await world.orderSeen(sold());
    world.faults.add('map.planned');
    await expect(world.orders(seen)).rejects.toThrow('died at map.planned');
    const before = await world.postings();
    await world.orders(seen);
    expect(await world.states()).toEqual(SOLD);
    expect(await world.postings()).toEqual(before);
  });

  it('held for a rule goes on when the rule changes, and a person may ask for another look', async () => {
    await world.close();
    world = await openWorld({ homeCurrency: 'USD' });
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(sold()));
    expect(await world.states()).toEqual(['invoice 45 held CURRENCY_NOT_HOME']);
    const [held] = await world.postings();
    await world.released(
      world.event(postingReleased, held?.key ?? '', {
        postingId: held?.id ?? '',
        revision: 3,
        by: 'ada',
        why: null,
      }),
    );
    expect(await world.states()).toEqual(['invoice 45 held CURRENCY_NOT_HOME']);
    const connection = await world.ports.connections.get(world.connectionId);
    if (!connection) throw new Error('There is no connection.');
    await world.connections.putRules(world.connectionId, {
      rules: { ...connection.rules, homeCurrency: 'EUR' },
      expectedVersion: connection.rulesVersion,
    });
    await world.sweep();
    expect(await world.states()).toEqual(SOLD);
  });
});

describe('a change of the rules', () => {
  const invoices = async () => {
    const planned = (await world.postings()).filter(({ kind }) => kind === 'invoice');
    const requests = await world.ports.vault.open(planned.map(({ wish }) => wish.request));
    return planned.map(({ source, revision, wish }, index) => {
      const { RefNumber } = JSON.parse(requests[index] ?? '{}') as Json;
      return { order: source.id, RefNumber, revision, rules: wish.rulesVersion };
    });
  };

  it('decides what comes after it, and leaves what was planned with the version that decided it', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(sold()));
    const before = await invoices();
    expect(before).toMatchObject([{ order: '45', RefNumber: '45', rules: 1 }]);
    const connection = await world.ports.connections.get(world.connectionId);
    if (!connection) throw new Error('There is no connection.');
    await world.connections.putRules(world.connectionId, {
      rules: { ...connection.rules, numberPrefix: 'W-' },
      expectedVersion: connection.rulesVersion,
    });
    await world.sweep();
    const later = at('2026-11-24T12:00:00');
    await world.orders(
      await world.orderSeen(sold({ ...later, status: 'completed' })),
      await world.orderSeen(sold({ ...later, id: 46, number: '46' })),
    );
    await world.sweep();
    expect(await invoices()).toEqual([
      ...before,
      expect.objectContaining({ order: '46', RefNumber: 'W-46', rules: 2 }),
    ]);
  });
});

describe('a refund', () => {
  const refunded = (): Json =>
    capturedOrder('order-after-partial-refund', { date_modified_gmt: '2026-11-24T09:30:00' });

  it('that the order names is asked for, and becomes a credit memo after its sale', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(refunded()));
    expect(await asked()).toEqual(['order 49 refund-unknown']);
    expect((await world.states()).filter((state) => state.startsWith('credit'))).toEqual([]);
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    await world.orders(
      await world.refundSeen(49, capturedRefund('refund-create-partial-line-201')),
    );
    expect(await world.states()).toContain('credit-memo 49-R50 waiting');
    expect((await world.postings()).find(({ kind }) => kind === 'invoice')).toEqual(invoice);
  });

  it('that the shop cannot show is held, until it can', async () => {
    await world.lists(...COMPANY);
    await world.orders(await world.orderSeen(refunded()));
    await world.orders(await world.orderSeen(refunded(), 1));
    expect(await world.states()).toContain('credit-memo 49-R50 held REFUND_UNREADABLE');
    await world.orders(
      await world.refundSeen(49, capturedRefund('refund-create-partial-line-201'), 2),
    );
    expect(await world.states()).toContain('credit-memo 49-R50 waiting');
  });

  it('that was deleted in the shop is taken back', async () => {
    await world.lists(...COMPANY);
    const refund = await world.refundSeen(49, capturedRefund('refund-create-partial-line-201'));
    await world.orders(await world.orderSeen(refunded()), refund);
    await world.orders(world.refundGone(49, 50));
    await world.orders(refund);
    expect(await world.states()).toContain('credit-memo 49-R50 skipped');
    expect(await world.states()).toContain('invoice 49 waiting');
  });
});

describe('a customer', () => {
  const record = (changes: Json = {}): Json => ({
    id: 8,
    date_created_gmt: '2026-11-24T08:00:00',
    date_modified_gmt: '2026-11-24T08:00:00',
    email: 'ada@example.test',
    first_name: 'Ada',
    last_name: 'Byron',
    username: 'ada',
    role: 'customer',
    ...billing(sold(), { first_name: 'Ada', last_name: 'Byron', email: 'ada@example.test' }),
    shipping: sold()['shipping'],
    ...changes,
  });

  it('made in the shop appears at once, and a changed address follows', async () => {
    await world.lists(...COMPANY);
    await world.customers(await world.customerSeen(record()));
    expect(await world.states()).toEqual(['customer 8 ready']);
    expect(await world.request('customer', '8')).toMatchObject({ Name: 'Ada Byron' });
    const moved = record({
      ...at('2026-11-24T09:00:00'),
      ...billing(record(), { city: 'Potsdam' }),
    });
    await world.customers(await world.customerSeen(moved));
    await world.customers(await world.customerSeen(record()));
    expect(await world.request('customer', '8')).toMatchObject({
      Name: 'Ada Byron',
      BillAddress: { City: 'Potsdam' },
    });
  });

  it('made before go-live comes with the first order only', async () => {
    await world.lists(...COMPANY);
    const old = record({ date_created_gmt: '2019-05-05T08:00:00' });
    await world.customers(await world.customerSeen(old));
    expect(await world.states()).toEqual([]);
    await world.orders(await world.orderSeen(sold({ customer_id: 8 })));
    expect(await world.request('customer', '8')).toMatchObject({ Name: 'Ada Byron' });
  });

  it('made or changed in the shop comes with the first order by rule, as it is then, and follows from there on', async () => {
    await world.close();
    world = await openWorld({ customers: 'with-order' });
    await world.lists(...COMPANY);
    const livingIn = (city: string, hour: number): Json =>
      record({ ...at(`2026-11-24T${hour}:00:00`), ...billing(record(), { city }) });
    await world.customers(await world.customerSeen(record()));
    await world.customers(await world.customerSeen(livingIn('Potsdam', 10)));
    await world.sweep();
    expect(await world.states()).toEqual([]);
    await world.orders(await world.orderSeen(sold({ customer_id: 8 })));
    expect(await world.request('customer', '8')).toMatchObject({
      Name: 'Ada Byron',
      BillAddress: { City: 'Potsdam' },
    });
    await world.customers(await world.customerSeen(livingIn('Bonn', 11)));
    expect(await world.request('customer', '8')).toMatchObject({ BillAddress: { City: 'Bonn' } });
  });

  it('who waits for the first reading of the lists is planned after it', async () => {
    await world.customers(await world.customerSeen(record()));
    expect(await world.states()).toEqual([]);
    await world.lists(...COMPANY);
    await world.sweep();
    expect(await world.states()).toEqual(['customer 8 ready']);
  });

  it('of the books is taken by the e-mail address, and nothing is sent', async () => {
    const known = {
      ListID: 'CUS-1',
      Name: 'Byron Ltd',
      FullName: 'Byron Ltd',
      Email: 'ADA@example.test',
    };
    await world.lists(...COMPANY, ['CustomerRet', known]);
    await world.customers(await world.customerSeen(record()));
    const [posting] = await world.postings();
    expect(posting).toMatchObject({ state: 'posted', document: { listId: 'CUS-1' } });
  });

  it('shares a name with nobody: neither with another shopper nor with a vendor', async () => {
    await world.lists(...COMPANY);
    const order = sold();
    const second = { ...order, id: 46, ...billing(order, { email: 'other@example.test' }) };
    const third = {
      ...order,
      id: 47,
      ...billing(order, { first_name: 'Ümit', last_name: 'Öz', email: 'umit@example.test' }),
    };
    await world.orders(await world.orderSeen(order));
    await world.orders(await world.orderSeen(second), await world.orderSeen(third));
    const names = await Promise.all(
      (await world.postings())
        .filter(({ kind }) => kind === 'customer')
        .map(async ({ source }) => (await world.request('customer', source.number))['Name']),
    );
    expect(names.map(String).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Erika Mustermann',
      expect.stringMatching(/^Erika Mustermann \(\w{6}\)$/),
      expect.stringMatching(/^Ümit Öz \(\w{6}\)$/),
    ]);
  });

  it('who buys twice as a guest in one batch is one customer', async () => {
    await world.lists(...COMPANY);
    await world.orders(
      await world.orderSeen(sold()),
      await world.orderSeen(sold({ id: 46, number: '46' })),
    );
    expect((await world.states()).filter((state) => state.startsWith('customer'))).toHaveLength(1);
  });

  it('is the one for all guests where the rules say so', async () => {
    await world.close();
    world = await openWorld({ guests: 'shared' });
    await world.lists(...COMPANY);
    const order = sold();
    await world.orders(
      await world.orderSeen(order),
      await world.orderSeen({ ...order, id: 46, ...billing(order, { email: 'x@example.test' }) }),
    );
    expect((await world.states()).filter((state) => state.startsWith('customer'))).toEqual([
      'customer guests ready',
    ]);
    expect(await world.request('customer', 'guests')).toEqual({ Name: 'Web customers' });
  });
});
