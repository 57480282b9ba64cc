import type { Posting } from '@ml-connector/postings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld({ unknownProduct: 'create' });
  await world.lists(...COMPANY);
  await world.marked(100);
});
afterEach(() => world.close());

const EMAIL = 'ada@example.test';
const sold = (billing: Json = {}, changes: Json = {}): Json => {
  const order = capturedOrder('order-lifecycle', { status: 'processing', refunds: [], ...changes });
  return { ...order, billing: { ...(order['billing'] as Json), email: EMAIL, ...billing } };
};
const sell = async (order: Json = sold()): Promise<void> =>
  world.orders(await world.orderSeen(order));

const only = async (kind: Posting['kind']): Promise<Posting> => {
  const posting = (await world.postings()).find((one) => one.kind === kind);
  if (!posting) throw new Error(`There is no ${kind}.`);
  return posting;
};
/** From now on the rules let addresses follow. */
const follows = async (): Promise<void> => {
  const connection = await world.ports.connections.get(world.connectionId);
  if (!connection) throw new Error('There is no connection.');
  await world.connections.putRules(world.connectionId, {
    rules: { ...connection.rules, handmadeCustomers: 'addresses' },
    expectedVersion: connection.rulesVersion,
  });
  world.time.now += 60_000;
};
const erika = (fields: Json = {}): readonly [string, Json] => [
  'CustomerRet',
  { ListID: 'CUS-9', Name: 'Typed In', FullName: 'Typed In', ...fields },
];

describe('what is to be made knows the readings', () => {
  it('that were whole when it was decided', async () => {
    await sell();
    expect((await only('customer')).wish.readUpTo).toBe(100);
  });

  it('and is confirmed once a newer one is whole, not before', async () => {
    await sell();
    await world.marked(200, [0, 2]);
    await world.sweep();
    expect((await only('customer')).wish.readUpTo).toBe(100);
    await world.marked(200, [1]);
    expect(world.wakes.take()).toEqual([world.connectionId]);
    await world.sweep();
    const { wish, state, wishRevision } = await only('customer');
    expect({ readUpTo: wish.readUpTo, state, wishRevision }).toEqual({
      readUpTo: 200,
      state: 'ready',
      wishRevision: 1,
    });
  });
});

describe('a customer that somebody typed in meanwhile', () => {
  it('with the e-mail address is taken, and stays as it was typed in', async () => {
    await sell();
    await world.objects(erika({ Email: EMAIL }));
    await world.marked(200);
    await world.sweep();
    const { state, document, source, revision } = await only('customer');
    expect({ state, listId: document?.listId }).toEqual({ state: 'posted', listId: 'CUS-9' });
    const moved = { address_1: 'Neue Gasse 2', phone: '1' };
    const later = { id: 46, number: '46', date_created_gmt: '2026-11-24T11:00:00' };
    await sell(sold(moved, later));
    expect(await only('customer')).toMatchObject({ state: 'posted', revision });
    await follows();
    await sell(sold(moved, { ...later, id: 47, number: '47' }));
    const request = await world.request('customer', source.number);
    expect(Object.keys(request).toSorted()).toEqual(['BillAddress', 'ShipAddress']);
  });

  it('is nobody of ours where nothing but the name is the same: another free name is taken', async () => {
    await sell();
    const before = await world.request('customer', (await only('customer')).source.number);
    const Name = String(before['Name']);
    await world.objects(['VendorRet', { ListID: 'VEN-7', Name }]);
    await world.marked(200);
    await world.sweep();
    const { source, state } = await only('customer');
    expect(state).toBe('ready');
    expect(await world.request('customer', source.number)).toEqual({
      ...before,
      Name: `${Name} (${source.id.slice(6, 12)})`,
    });
  });

  it('is held where several have the e-mail address, and goes on once one is left', async () => {
    await sell();
    await world.objects(
      erika({ Email: EMAIL }),
      erika({ ListID: 'CUS-8', Name: 'Typed Too', FullName: 'Typed Too', Email: EMAIL }),
    );
    await world.marked(200);
    await world.sweep();
    expect((await only('customer')).reason?.code).toBe('CUSTOMER_AMBIGUOUS');
    await world.objectGone('Customer', 'CUS-8');
    await world.marked(300);
    await world.sweep();
    expect(await only('customer')).toMatchObject({
      state: 'posted',
      document: { listId: 'CUS-9' },
    });
  });
});

describe('a name that QuickBooks said is taken', () => {
  const refuse = async (): Promise<void> => {
    const { id: postingId, wishRevision, connectionId } = await only('customer');
    const setId = `set-${wishRevision}`;
    const claim = { setId, requestId: 'r1', wishRevision, operation: 'add' } as const;
    const hold = { code: 'NAME_IN_USE', title: '', detail: '', fix: '', setting: null };
    for (const command of [
      { type: 'Claim', ...claim },
      { type: 'Hand', setId },
      { type: 'RecordRefused', setId, statusCode: 3100, hold, notBefore: null },
    ] as const)
      await world.ports.postings.execute({ postingId, connectionId, command });
  };
  const nameNow = async (): Promise<unknown> =>
    (await world.request('customer', (await only('customer')).source.number))['Name'];

  it('leads to the next one, whether or not the lists show who has it, and at last to a person', async () => {
    await sell();
    const names: unknown[] = [];
    for (let reading = 200; (await only('customer')).state === 'ready'; reading += 100) {
      names.push(await nameNow());
      await refuse();
      await world.marked(reading);
      await world.sweep();
    }
    const [name] = names;
    const code = (await only('customer')).source.id.slice(6, 12);
    expect(names).toEqual([
      name,
      `${String(name)} (${code})`,
      `${String(name)} (${code}-2)`,
      `${String(name)} (${code}-3)`,
    ]);
    expect((await only('customer')).reason?.code).toBe('CUSTOMER_NAME_TAKEN');
  });

  it('leads to the customer that has it where that is surely the same', async () => {
    await sell();
    const Name = await nameNow();
    await refuse();
    await world.objects(erika({ Name, FullName: Name, Email: EMAIL.toUpperCase() }));
    await world.marked(200);
    await world.sweep();
    expect(await only('customer')).toMatchObject({
      state: 'posted',
      document: { listId: 'CUS-9' },
    });
  });
});

describe('an item that somebody made meanwhile', () => {
  const newProduct = (): Json => {
    const order = sold();
    const [line] = order['line_items'] as readonly Json[];
    return { ...order, line_items: [{ ...line, sku: 'NEW-1', name: 'New thing' }] };
  };
  const product = async (): Promise<Posting | undefined> =>
    (await world.postings()).find(({ source }) => source.id === 'product:new-1');

  it('under its part number is taken', async () => {
    await sell(newProduct());
    expect(await product()).toMatchObject({ state: 'ready' });
    await world.objects([
      'ItemInventoryRet',
      { ListID: 'ITM-9', Name: 'Thing', FullName: 'Thing', ManufacturerPartNumber: 'NEW-1' },
    ]);
    await world.marked(200);
    await world.sweep();
    expect(await product()).toMatchObject({ state: 'posted', document: { listId: 'ITM-9' } });
  });

  it('as something that is not sold holds ours, with the name', async () => {
    await sell(newProduct());
    await world.objects(['ItemDiscountRet', { ListID: 'ITM-9', Name: 'NEW-1', FullName: 'NEW-1' }]);
    await world.marked(200);
    await world.sweep();
    expect(await product()).toMatchObject({ state: 'held', reason: { code: 'ITEM_NAME_TAKEN' } });
  });
});
