import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

import { afterEach, describe, expect, it } from 'vitest';

import { readReply } from '../../fixtures/captures.js';
import type { StoreSimulator } from './store-simulator.js';
import { startStore, type StoreSettings } from './start-store.js';

const pem = (name: string) =>
  readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
const tls = { key: pem('key'), cert: pem('certificate') };

type Members = Record<string, unknown>;
type Reply = { status: number; headers: http.IncomingHttpHeaders; body: Members };

const call = (url: string, method = 'GET', headers = {}, body = ''): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const client = url.startsWith('https') ? https : http;
    const request = client.request(
      url,
      { method, headers, ca: tls.cert, agent: false },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const isJson = reply.headers['content-type']?.includes('json');
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: (isJson ? JSON.parse(text) : { text }) as Members,
          });
        });
        reply.on('error', reject);
      },
    );
    request.on('error', reject).end(body);
  });

let store: StoreSimulator;
afterEach(() => store.close());

const open = async (settings: StoreSettings = {}) => {
  store = await startStore(settings);
  return `${store.address}/wp-json/wc/v3`;
};
const basic = (name: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
});
/** A caller of a captured or generated store over TLS with the full key. */
const opened = async (settings: StoreSettings = { content: 'captured' }) => {
  const root = await open({ tls, ...settings });
  const key = basic(store.consumerKey, store.consumerSecret);
  return (path: string, method = 'GET', body?: object) =>
    call(`${root}${path}`, method, key, body === undefined ? '' : JSON.stringify(body));
};
const ids = ({ body }: { body: unknown }): unknown[] =>
  Array.isArray(body) ? body.map((row: Members) => row['id']) : [];

/** OAuth 1.0a for queries without anything to escape. */
const signed = (url: string, secret: string, given: Record<string, string> = {}): string => {
  const parameters: Record<string, string> = {
    oauth_consumer_key: store.consumerKey,
    oauth_nonce: 'abc',
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: `${Math.floor(store.state.clock.now() / 1000)}`,
    ...given,
  };
  const query = Object.entries(parameters)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const text = `GET&${encodeURIComponent(url)}&${encodeURIComponent(query)}`;
  const signature = createHmac('sha256', `${secret}&`).update(text).digest('base64');
  return `${url}?${query}&oauth_signature=${encodeURIComponent(signature)}`;
};

describe('a key', () => {
  it('opens the store as Basic or in the query, over TLS only', async () => {
    const root = await open({ tls });
    const { consumerKey, consumerSecret } = store;
    const query = `consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`;

    expect((await call(`${root}/orders`, 'GET', basic(consumerKey, consumerSecret))).status).toBe(
      200,
    );
    expect((await call(`${root}/orders?${query}`)).status).toBe(200);
  });

  it('is not even looked at on plain http', async () => {
    const root = await open();
    const { consumerKey, consumerSecret } = store;
    const query = `consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`;

    const asBasic = await call(`${root}/orders`, 'GET', basic(consumerKey, consumerSecret));
    const inQuery = await call(`${root}/orders?${query}`);

    expect(asBasic).toMatchObject({
      status: 401,
      body: readReply('error-401-basic-over-plain-http').body,
    });
    expect(inQuery).toMatchObject({
      status: 401,
      body: readReply('error-401-query-string-over-plain-http').body,
    });
  });

  it('signs with OAuth on plain http, and a nonce serves once', async () => {
    const root = await open();
    const url = signed(`${root}/orders`, store.consumerSecret);

    expect((await call(url)).status).toBe(200);
    expect(await call(url)).toMatchObject({
      status: 401,
      body: readReply('error-401-oauth1-nonce-reused').body,
    });
  });

  it.each([
    ['another secret', { oauth_nonce: 'x' }, 'cs_wrong', /signature does not match/],
    ['an old time', { oauth_timestamp: '1700000000' }, null, /Invalid timestamp/],
    ['another key', { oauth_consumer_key: 'ck_x' }, null, /Consumer key is invalid/],
    ['another method', { oauth_signature_method: 'PLAINTEXT' }, null, /method is invalid/],
  ])('is refused on plain http with %s', async (_what, given, secret, message) => {
    const root = await open();
    const { status, body } = await call(
      signed(`${root}/orders`, secret ?? store.consumerSecret, given),
    );

    expect(status).toBe(401);
    expect(body).toMatchObject({
      code: 'woocommerce_rest_authentication_error',
      message: expect.stringMatching(message),
    });
  });

  it('is told apart: unknown, wrong, absent, read only', async () => {
    const root = await open({ tls });
    const { consumerKey, readOnlyKey } = store;
    const readOnly = basic(readOnlyKey.consumerKey, readOnlyKey.consumerSecret);

    expect(await call(`${root}/orders`, 'GET', basic('ck_x', 'cs_x'))).toMatchObject({
      status: 401,
      body: readReply('error-401-unknown-key').body,
    });
    expect(await call(`${root}/orders`, 'GET', basic(consumerKey, 'cs_x'))).toMatchObject({
      status: 401,
      body: readReply('error-401-bad-secret').body,
    });
    expect(await call(`${root}/orders`)).toMatchObject({
      status: 401,
      body: readReply('error-401-no-auth').body,
    });
    expect(await call(`${root}/webhooks`, 'GET', readOnly)).toMatchObject({
      status: 200,
      body: [],
    });
    expect(await call(`${root}/webhooks`, 'POST', readOnly, '{}')).toMatchObject({
      status: 401,
      body: readReply('error-401-read-only-key-webhook').body,
    });
  });
});

describe('a list of orders', () => {
  it('is newest first, ten to a page, with totals and links', async () => {
    const get = await opened();
    const first = await get('/orders');
    const second = await get('/orders?per_page=20&page=2');

    expect(ids(first)).toEqual([110, 109, 108, 107, 68, 67, 66, 65, 64, 63]);
    expect(first.headers).toMatchObject({ 'x-wp-total': '39', 'x-wp-totalpages': '4' });
    expect(first.headers['link']).toMatch(/page=2>; rel="next"$/);
    expect(second.headers['link']).toMatch(/page=1>; rel="prev"$|page=1&.*>; rel="prev"$/);
    expect(ids(second)).toHaveLength(19);
  });

  it('is empty with totals of 0 beyond the end', async () => {
    const get = await opened();
    const { status, headers, body } = await get('/orders?per_page=10&page=999');

    expect({ status, body }).toEqual({ status: 200, body: [] });
    expect(headers).toMatchObject({ 'x-wp-total': '0', 'x-wp-totalpages': '0' });
  });

  it.each([
    ['/orders?per_page=0', 'error-400-per_page-0'],
    ['/orders?per_page=101', 'error-400-per_page-101'],
    ['/orders?modified_after=not-a-date', 'error-400-modified_after-bad'],
    ['/orders/999999', 'error-404-order'],
    ['/orders/0', 'error-404-order-0'],
    ['/customers/999999', 'error-404-customer'],
    ['/nothing', 'error-404-route'],
    ['/orders/59', 'error-404-force-deleted-order'],
  ])('or whatever %s asks for is refused as the real store did', async (path, capture) => {
    const get = await opened();

    expect(await get(path)).toMatchObject({
      status: readReply(capture).status,
      body: readReply(capture).body,
    });
  });

  it('takes modified_after as exclusive, to the second, in UTC if asked', async () => {
    const get = await opened();
    const captured = readReply('orders-modified_after-gmt-asc').body as { id: number }[];
    const after = (query: string) =>
      get(`/orders?orderby=modified&order=asc&per_page=100&${query}`);

    const gmt = await after('modified_after=2026-11-23T03:40:38&dates_are_gmt=true');
    const zoned = await after('modified_after=2026-11-23T03:40:38Z');
    const local = await after('modified_after=2026-11-23T04:40:38');
    const exact = await after('modified_after=2026-11-23T03:40:40.999&dates_are_gmt=true');

    expect(ids(gmt).slice(0, 3)).toEqual(captured.slice(0, 3).map(({ id }) => id));
    expect(ids(zoned)).toEqual(ids(gmt));
    expect(ids(local)).toEqual(ids(gmt));
    expect(ids(gmt)).toContain(49);
    expect(ids(exact)).not.toContain(49);
  });

  it('of any status leaves out the trash and shows drafts', async () => {
    const get = await opened();

    expect(ids(await get('/orders?per_page=100'))).toContain(110);
    expect(ids(await get('/orders?per_page=100&status=any,trash'))).not.toContain(60);
    expect(ids(await get('/orders?status=trash'))).toEqual([60]);
    expect(ids(await get('/orders?status=cancelled,failed'))).toEqual([47, 46]);
    expect(ids(await get('/orders?include=27,60,31&order=asc'))).toEqual([27, 31]);
    expect((await get('/orders?status=nonsense')).status).toBe(400);
  });

  it('has only the fields that were asked for', async () => {
    const get = await opened();
    const { body } = await get('/orders?include=27&_fields=id,total');

    expect(body).toEqual([{ id: 27, total: '45.81' }]);
  });
});

describe('an order', () => {
  it('is what the real store answered, but for its own address', async () => {
    const get = await opened();
    const { body } = await get('/orders/32');
    const {
      payment_url: _url,
      _links: _shown,
      ...captured
    } = readReply('order-fees').body as Record<string, unknown>;

    expect(body).toMatchObject(captured);
    expect(Object.keys(body)).toEqual(Object.keys(readReply('order-fees').body as object));
  });

  it('has the decimals that the store has now', async () => {
    const get = await opened();
    store.state.decimals = 0;

    expect((await get('/orders/27')).body).toMatchObject({ total: '46', total_tax: '7' });
    expect((await get('/orders/27?dp=6')).body).toMatchObject({ total: '45.810000' });
  });

  it('in the trash can still be read', async () => {
    const get = await opened();

    expect((await get('/orders/60')).body).toMatchObject({ id: 60, status: 'trash' });
  });

  it('tells its refunds, and a deleted one leaves no trace', async () => {
    const get = await opened();
    const modified = (await get('/orders/49')).body['date_modified_gmt'];
    const before = await get('/orders/49/refunds');
    const deleted = await get('/orders/49/refunds/50?force=true', 'DELETE');
    const after = await get('/orders/49');

    expect(ids(before)).toEqual([50]);
    expect(deleted.status).toBe(200);
    expect(after.body).toMatchObject({ refunds: [], date_modified_gmt: modified });
    expect((await get('/orders/49/refunds')).body).toEqual([]);
  });
});

describe('a product', () => {
  it('is what the real store answered, but for its own address', async () => {
    const get = await opened();
    for (const [id, name] of [
      [11, 'product-simple'],
      [18, 'product-variable'],
      [21, 'product-variation-by-product-endpoint'],
    ] as const) {
      const { body } = await get(`/products/${id}`);
      const { _links: _shown, ...captured } = readReply(name).body as Members;
      expect(body).toMatchObject(captured);
      expect(Object.keys(body)).toEqual(Object.keys(readReply(name).body as object));
    }
    expect(await get('/products/999999')).toMatchObject({
      status: 404,
      body: readReply('error-404-product').body,
    });
  });

  it('is shown to whoever has a key, and every product that is sold is there', async () => {
    const get = await opened({ content: 40 });
    expect((await call(`${store.address}/wp-json/wc/v3/products/11`)).status).toBe(401);
    const lines = [...store.state.orders.values()].flatMap(({ line_items }) => line_items);
    const sold = new Set(lines.map(({ product_id }) => product_id));
    for (const id of sold)
      expect((await get(`/products/${id}`)).body).toMatchObject({ id, categories: [{ id: 15 }] });
    expect(sold.size).toBeGreaterThan(8);
  });

  it('is listed by page, by id and without the trash, variations with their product only', async () => {
    const get = await opened();
    const all = await get('/products?per_page=100&orderby=id&order=asc');
    expect(ids(all)).not.toContain(21);
    expect(ids(await get('/products?include=18,11&orderby=id&order=asc'))).toEqual([11, 18]);
    const second = await get('/products?per_page=5&page=2');
    expect(second.headers['x-wp-total']).toBe(String(ids(all).length));
    Object.assign(store.state.products.get(11) ?? {}, { status: 'trash' });
    expect(ids(await get('/products?include=11'))).toEqual([]);
    expect(ids(await get('/products?include=11&status=trash'))).toEqual([11]);
    expect((await get('/products/11')).status).toBe(200);
    for (const wrong of ['per_page=101', 'page=0', 'status=gone', 'include=x'])
      expect((await get(`/products?${wrong}`)).body).toMatchObject({ code: 'rest_invalid_param' });
  });

  it('moves between categories, and takes its number along when it is deleted', async () => {
    const get = await opened();
    store.categorize(11, 'Käse & Brot', 'Sale');
    store.categorize(14, 'Sale');
    const [bread, sale] = (await get('/products/11')).body['categories'] as Members[];
    expect(bread).toEqual({ id: 100, name: 'Käse &amp; Brot', slug: 'k%c3%a4se-brot' });
    expect((await get('/products/14')).body['categories']).toEqual([sale]);
    expect(() => store.categorize(21, 'Sale')).toThrow(/variation/);

    store.deleteProduct(12);
    expect((await get('/products/12')).status).toBe(404);
    const [line] = (await get('/orders/32')).body['line_items'] as Members[];
    expect(line).toMatchObject({
      product_id: 0,
      variation_id: 0,
      sku: null,
      name: 'Mug without SKU',
    });
  });
});

describe('a webhook', () => {
  const fields = {
    name: 'x',
    topic: 'order.created',
    delivery_url: 'http://127.0.0.1:1/',
    secret: 's',
  };

  it('is made, listed, changed and deleted, and never tells its secret', async () => {
    const get = await opened({});
    const made = await get('/webhooks', 'POST', fields);
    const changed = await get('/webhooks/1', 'PUT', { status: 'paused' });

    expect(made).toMatchObject({
      status: 201,
      body: { id: 1, status: 'active', topic: 'order.created' },
    });
    expect(JSON.stringify(made.body)).not.toContain('secret');
    expect(changed.body).toMatchObject({ status: 'paused' });
    expect(ids(await get('/webhooks?status=paused'))).toEqual([1]);
    expect(await get('/webhooks/1', 'DELETE')).toMatchObject({
      status: 501,
      body: readReply('error-501-webhook-trash').body,
    });
    expect((await get('/webhooks/1?force=true', 'DELETE')).status).toBe(200);
    expect((await get('/webhooks/1')).status).toBe(404);
  });

  it.each([
    ['error-400-webhook-topic', { ...fields, topic: 'nonsense.topic' }],
    ['error-400-webhook-url', { ...fields, delivery_url: 'ftp://x' }],
  ])('is refused as the real store did: %s', async (capture, wrong) => {
    const get = await opened({});

    expect(await get('/webhooks', 'POST', wrong)).toMatchObject({
      status: 400,
      body: readReply(capture).body,
    });
  });
});

describe('a fault', () => {
  it.each([
    ['http-500', 500],
    ['http-429', 429],
    ['http-503', 503],
    ['html', 200],
    ['refused-key', 401],
  ] as const)('%s is met as often as it was asked for', async (kind, status) => {
    const get = await opened({});
    store.addFault({ kind, times: 1, retryAfterSeconds: 3, path: '/orders' });

    expect((await get('/settings/tax')).status).toBe(200);
    expect((await get('/orders')).status).toBe(status);
    expect(await get('/orders')).toMatchObject({ status: 200, body: [] });
  });

  it('truncated breaks the answer off', async () => {
    const get = await opened();
    store.addFault({ kind: 'truncated', times: 1 });

    await expect(get('/orders')).rejects.toThrow(/aborted|hang up|reset/i);
  });

  it('slow delays the answer', async () => {
    const get = await opened({});
    store.addFault({ kind: 'slow', times: 1, delayMs: 60 });
    const begun = performance.now();

    await get('/orders');

    expect(performance.now() - begun).toBeGreaterThan(55);
  });
});
