import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { systemClock } from '@ml-connector/kernel';
import { createStoreClient, type StoreClient } from '@ml-connector/woocommerce';
import { afterEach, describe, expect, it } from 'vitest';

import { startStore, type StoreSettings } from '../simulators/store/start-store.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';

const pem = (name: string) =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
const tls = { key: pem('key'), cert: pem('certificate') };

let store: StoreSimulator;
let client: StoreClient;
afterEach(async () => {
  client.close();
  await store.close();
});

const open = async (settings: StoreSettings) => {
  store = await startStore(settings);
  client = createStoreClient({
    url: store.address,
    consumerKey: store.consumerKey,
    consumerSecret: store.consumerSecret,
    allowPrivate: true,
    clock: systemClock,
    randomness: { bytes: (count) => randomBytes(count) },
    certificateAuthority: tls.cert,
  });
};

describe.each([
  ['OAuth on plain http', {}],
  ['Basic over TLS', { tls }],
])('the store client by %s', (_way, security) => {
  it('reads everything that the captured store holds', async () => {
    await open({ ...security, content: 'captured' });
    const seen: number[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const listed = await client.listOrders({
        page,
        perPage: 20,
        modifiedAfter: '2026-11-23T03:40:38.000Z',
        statuses: ['processing', 'completed', 'refunded'],
      });
      expect(listed.unreadable).toEqual([]);
      seen.push(...listed.orders.map(({ order }) => order.id));
      ({ more } = listed);
    }

    expect(seen).toEqual(
      [49, 27, 51, 54, 56, 58, 61, 62, 63, 64, 65, 66, 67, 107, 109].toSorted(byModified),
    );
    expect(await client.listRefunds(54)).toMatchObject([{ refund: { id: 55, amount: '41.36' } }]);
    expect(await client.getOrder(59)).toBe('absent');
    expect(await client.listRefunds(59)).toBe('absent');
    expect(await client.getOrder(60)).toMatchObject({ order: { status: 'trash' } });
    expect(await client.getCustomer(99)).toBe('absent');
    expect(await client.getCustomer(2)).toMatchObject({
      customer: { email: 'erika@example.test' },
    });
    expect(
      (await client.listCustomers({ page: 1, perPage: 100 })).customers.length,
    ).toBeGreaterThan(5);
    expect(await client.getSettings()).toMatchObject({ currency: 'EUR', decimals: 2 });
    expect(await client.getSite()).toMatchObject({ hasWooCommerce: true, gmtOffset: 1 });
  });

  it('reads every order that the generator makes', async () => {
    await open({ ...security, content: 100 });
    const { orders, unreadable } = await client.listOrders({ page: 1, perPage: 100 });

    expect(unreadable).toEqual([]);
    expect(orders).toHaveLength(100);
  });

  it('keeps webhooks', async () => {
    await open(security);
    const made = await client.createWebhook({
      name: 'ml-connector',
      topic: 'order.updated',
      deliveryUrl: 'http://127.0.0.1:1/',
      secret: 'abc',
    });
    await client.updateWebhook(made.id, { status: 'paused' });

    expect(await client.listWebhooks()).toMatchObject([{ id: made.id, status: 'paused' }]);
    expect(await client.deleteWebhook(made.id)).toBe('deleted');
    expect(await client.deleteWebhook(made.id)).toBe('absent');
    expect(await client.updateWebhook(made.id, { status: 'active' })).toBe('absent');
  });

  it.each([
    ['http-500', 'SHOP_UNAVAILABLE'],
    ['http-429', 'SHOP_UNAVAILABLE'],
    ['http-503', 'SHOP_UNAVAILABLE'],
    ['html', 'SHOP_UNAVAILABLE'],
    ['truncated', 'SHOP_UNAVAILABLE'],
    ['refused-key', 'SHOP_REFUSED'],
  ] as const)('says what it is when it meets %s, and goes on afterwards', async (kind, code) => {
    await open({ ...security, content: 'captured' });
    store.addFault({ kind, times: 1 });

    await expect(client.getOrder(27)).rejects.toMatchObject({ code });
    expect(await client.getOrder(27)).toMatchObject({ order: { id: 27 } });
  });
});

const byModified = (a: number, b: number): number => {
  const modified = (id: number) => store.state.orders.get(id)?.date_modified_gmt ?? '';
  return modified(a) < modified(b) ? -1 : Number(modified(a) > modified(b)) || a - b;
};
