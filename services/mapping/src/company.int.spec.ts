import { readRequests } from '@ml-connector/bookkeeping';
import { postingPosted } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';
import { sweepOpen } from './sweep-undecided.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const sold = (changes: Json = {}): Json =>
  capturedOrder('order-lifecycle', { status: 'processing', refunds: [], ...changes });
const invoices = async () => (await world.states()).filter((state) => state.startsWith('invoice'));

describe('the mirror of a company file', () => {
  it('counts as read only when every object of the first reading has arrived', async () => {
    const [preferences, ...rest] = COMPANY;
    if (!preferences) throw new Error('There are no preferences.');
    await world.objects(...rest);
    await world.read(COMPANY.length);
    await world.orders(await world.orderSeen(sold()));
    expect(await invoices()).toEqual(['invoice 45 held COMPANY_NOT_READ']);
    world.wakes.take();
    await world.objects(preferences);
    expect(world.wakes.take()).toEqual([world.connectionId]);
    await world.sweep();
    expect(await invoices()).toEqual(['invoice 45 waiting']);
  });

  it('finds an item by its part number, and under its new name after it was renamed', async () => {
    const shirt = { ListID: 'ITM-1', Name: 'Shirt', FullName: 'Shirt' };
    const others = COMPANY.filter(([, { ListID }]) => ListID !== 'ITM-1');
    await world.lists(...others, [
      'ItemInventoryRet',
      { ...shirt, ManufacturerPartNumber: 'ts-001' },
    ]);
    await world.orders(await world.orderSeen(sold()));
    expect(await invoices()).toEqual(['invoice 45 waiting']);
    await world.objects(['ItemInventoryRet', shirt]);
    await world.orders(await world.orderSeen(sold({ id: 46, number: '46' })));
    expect(await invoices()).toContain('invoice 46 held UNKNOWN_PRODUCT');
  });

  it('lets an order that is dated in a closed period go on once the period is open', async () => {
    const [told, ...rest] = COMPANY;
    if (!told) throw new Error('There are no preferences.');
    const closedUpTo = (ClosingDate: string): readonly [string, Json] => [
      told[0],
      { ...told[1], AccountingPreferences: { ClosingDate } },
    ];
    await world.lists(closedUpTo('2099-12-31'), ...rest);
    await world.orders(await world.orderSeen(sold()));
    expect(await invoices()).toEqual(['invoice 45 held PERIOD_CLOSED']);
    await world.objects(closedUpTo('2020-12-31'));
    await world.sweep();
    expect(await invoices()).toEqual(['invoice 45 waiting']);
  });

  it('forgets what is gone, and does not find what is inactive', async () => {
    await world.lists(...COMPANY);
    await world.objectGone('Item', 'ITM-1');
    await world.orders(await world.orderSeen(sold()));
    expect(await invoices()).toEqual(['invoice 45 held UNKNOWN_PRODUCT']);
    await world.objects([
      'ItemNonInventoryRet',
      { ListID: 'ITM-9', Name: 'TS-001', FullName: 'TS-001', IsActive: 'false' },
    ]);
    await world.sweep();
    expect(await invoices()).toEqual(['invoice 45 held UNKNOWN_PRODUCT']);
  });

  it('knows the rates of a group of taxes by its parts, and no rate where a part is unknown', async () => {
    const part = (FullName: string) => ({ ListID: `TAX-${FullName}`, FullName });
    const group = (Name: string, ...parts: readonly string[]): readonly [string, Json] => [
      'ItemSalesTaxGroupRet',
      { ListID: `GRP-${Name}`, Name, FullName: Name, ItemSalesTaxRef: parts.map(part) },
    ];
    const single = (Name: string, TaxRate: string): readonly [string, Json] => [
      'ItemSalesTaxRet',
      { ListID: `TAX-${Name}`, Name, FullName: Name, TaxRate },
    ];
    await world.lists(
      ...COMPANY,
      single('City', '8.25'),
      single('County', '0.50'),
      group('Bayshore', 'City', 'County'),
      group('Elsewhere', 'City', 'Nowhere'),
    );
    const items = ['City', 'Bayshore', 'Elsewhere', 'TS-001'];
    const facts = await world.ports.company.facts(world.connectionId, {
      items,
      entities: [],
      emails: [],
    });
    expect(items.map((name) => facts.items(name)[0]?.taxRates)).toEqual([
      ['8.25'],
      ['8.25', '0.50'],
      null,
      null,
    ]);
    expect(facts.salesTax?.taxable).toEqual({ ListID: 'TAX-1' });
  });

  it('lets items of ours that stand already be taken, and what waits for postings go on', async () => {
    const ours = ['Web Shipping', 'Web Sales Tax', 'Web No Tax'].map(
      (Name, index): readonly [string, Json] => [
        index === 0 ? 'ItemOtherChargeRet' : 'ItemSalesTaxRet',
        { ListID: `OUR-${index}`, Name, FullName: Name },
      ],
    );
    const email = (sold()['billing'] as Json)['email'];
    const erika = { ListID: 'CUS-1', Name: 'Erika', FullName: 'Erika', Email: email };
    await world.lists(...COMPANY, ...ours, ['CustomerRet', erika]);
    await world.orders(await world.orderSeen(sold()));
    expect(await world.states()).toEqual([
      expect.stringMatching(/^customer guest-\w+ posted$/),
      'invoice 45 ready',
      'item Web No Tax posted',
      'item Web Sales Tax posted',
      'item Web Shipping posted',
      'payment 45 waiting',
    ]);
    const invoice = (await world.postings()).find(({ kind }) => kind === 'invoice');
    if (!invoice) throw new Error('There is no invoice.');
    const document = {
      type: 'Invoice',
      txnId: 'TXN-1',
      listId: null,
      refNumber: '45',
      total: 2582,
      editSequence: '1',
      postedAt: '2026-11-24T10:00:00.000Z',
    };
    await world.ports.postings.execute({
      postingId: invoice.id,
      connectionId: world.connectionId,
      command: {
        type: 'RecordPosted',
        setId: null,
        document,
        adopted: true,
        answerHash: null,
        note: null,
        mismatch: null,
      },
    });
    await world.released(
      world.event(postingPosted, invoice.key, {
        postingId: invoice.id,
        revision: 3,
        setId: null,
        adopted: true,
        document: { ...document, wishRevision: 1 },
        answerHash: null,
        note: null,
      }),
    );
    expect(await world.states()).toContain('payment 45 ready');
  });
});

describe('the sweep', () => {
  it('asks the shop again for what only it can tell', async () => {
    await world.lists(...COMPANY);
    await world.orders(
      await world.orderSeen(sold({ number: '45-A' })),
      await world.orderSeen(sold({ number: '45-B' })),
    );
    const requests = world.ports.store.collection(readRequests);
    const [request] = (await requests.find({ index: 'byAskedAt', equals: [], limit: 2 })).items;
    await requests.remove(request?.id ?? '', request?.version ?? 0);
    await world.sweep();
    const again = await requests.find({ index: 'byAskedAt', equals: [], limit: 2 });
    expect(again.items.map(({ value }) => value.reason)).toEqual(['ambiguous']);
  });

  it('lets every other order go on where one cannot be decided', async () => {
    await world.orders(
      await world.orderSeen(sold()),
      await world.orderSeen(sold({ id: 46, number: '46' })),
    );
    await world.lists(...COMPANY);
    const { ports } = world;
    const postings = {
      ...ports.postings,
      executeMany: (orders: Parameters<typeof ports.postings.executeMany>[0]) =>
        orders.some(({ command }) => command.type === 'Plan' && command.source.number === '45')
          ? Promise.reject(new RangeError('Poison.'))
          : ports.postings.executeMany(orders),
    };
    const connection = await ports.connections.get(world.connectionId);
    if (!connection) throw new Error('There is no connection.');
    await sweepOpen({ ...ports, postings }, connection);
    expect(await invoices()).toEqual(['invoice 45 held COMPANY_NOT_READ', 'invoice 46 waiting']);
  });

  it('does nothing for what waits while neither the rules nor the lists have changed', async () => {
    await world.lists(...COMPANY.filter(([, { Name }]) => Name !== 'TS-001'));
    await world.orders(await world.orderSeen(sold()));
    const before = await world.postings();
    const opened: unknown[] = [];
    const vault = {
      ...world.ports.vault,
      open: (sealed: readonly string[]) => {
        opened.push(sealed);
        return world.ports.vault.open(sealed);
      },
    };
    const watched = { ...world.ports, vault };
    const connection = await world.ports.connections.get(world.connectionId);
    if (!connection) throw new Error('There is no connection.');
    await sweepOpen(watched, connection);
    expect(opened).toEqual([]);
    expect(await world.postings()).toEqual(before);
  });
});
