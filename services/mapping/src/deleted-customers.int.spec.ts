import type { RulesInput } from '@ml-connector/connections';
import type { Posting } from '@ml-connector/postings';
import { afterEach, describe, expect, it } from 'vitest';
import {
  capturedOrder,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';

let world: World;
afterEach(() => world.close());

const EMAIL = 'ada@example.test';
const adas = (ListID: string, Name = 'Ada'): readonly [string, Json] => [
  'CustomerRet',
  { ListID, Name, FullName: Name, Email: EMAIL },
];
const customer = async (): Promise<Posting> => {
  const found = (await world.postings()).find(({ kind }) => kind === 'customer');
  if (!found) throw new Error('There is no customer.');
  return found;
};

/** A customer that was found in the company file, and that somebody deletes there. */
const deleted = async (rules: Partial<RulesInput>): Promise<void> => {
  world = await openWorld(rules);
  await world.lists(...COMPANY, adas('CUS-1'));
  await world.marked(100);
  const order = capturedOrder('order-lifecycle', { status: 'processing', refunds: [] });
  const billing = { ...(order['billing'] as Json), email: EMAIL };
  await world.orders(await world.orderSeen({ ...order, billing }));
  expect(await customer()).toMatchObject({ state: 'posted', document: { listId: 'CUS-1' } });
  await world.objectGone('Customer', 'CUS-1');
  await world.marked(200);
};
const retry = async (): Promise<void> => {
  const { id: postingId, connectionId } = await customer();
  const command = { type: 'Retry', by: 'admin', why: null, waitingFor: null } as const;
  await world.ports.postings.execute({ postingId, connectionId, command });
};

describe('a customer that was deleted in QuickBooks', () => {
  it('is held, and never made again unasked', async () => {
    await deleted({});
    await world.sweep();
    expect(await customer()).toMatchObject({
      state: 'held',
      document: null,
      reason: { code: 'DELETED_IN_QUICKBOOKS' },
    });
  });

  it('is made again when a person says so, whole', async () => {
    await deleted({});
    await retry();
    await world.sweep();
    const { state, wish, source } = await customer();
    expect({ state, readUpTo: wish.readUpTo }).toEqual({ state: 'ready', readUpTo: 200 });
    expect(await world.request('customer', source.number)).toMatchObject({ Email: EMAIL });
  });

  it('is the one that it was merged into, when a person says that it goes on', async () => {
    await deleted({});
    await world.objects(adas('CUS-2', 'Ada & Co'));
    await world.marked(300);
    await retry();
    await world.sweep();
    expect(await customer()).toMatchObject({ state: 'posted', document: { listId: 'CUS-2' } });
  });

  it('is made again by rule', async () => {
    await deleted({ deletedCustomers: 'again' });
    expect(await customer()).toMatchObject({
      state: 'held',
      reason: { code: 'CUSTOMER_DELETED' },
    });
    await world.sweep();
    expect(await customer()).toMatchObject({ state: 'ready', document: null });
  });
});
