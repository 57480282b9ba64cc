import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { isAppError, systemClock } from '@ml-connector/kernel';
import { afterEach, describe, expect, it } from 'vitest';

import { createStoreClient, ShopUnavailable, type StoreAccess, type StoreClient } from './index.js';

const CONSUMER_KEY = 'ck_0123456789abcdef';
const CONSUMER_SECRET = 'cs_fedcba9876543210';
const fixtures = join(import.meta.dirname, '../../../test/fixtures');
const tls = {
  key: readFileSync(join(fixtures, 'tls/key.pem')),
  cert: readFileSync(join(fixtures, 'tls/certificate.pem')),
};
const captured = (name: string) =>
  JSON.parse(readFileSync(join(fixtures, `woocommerce/rest/${name}.json`), 'utf8')) as {
    status: number;
    body: unknown;
  };

const open: (() => unknown)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const shop = async (answer: Answer, secure = false): Promise<string> => {
  const server = secure ? https.createServer(tls, answer) : http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => (server.closeAllConnections(), server.close()));
  const { port } = server.address() as AddressInfo;
  return `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
};

const clientOf = (url: string, more: Partial<StoreAccess> = {}): StoreClient => {
  const client = createStoreClient({
    url,
    consumerKey: CONSUMER_KEY,
    consumerSecret: CONSUMER_SECRET,
    allowPrivate: true,
    clock: systemClock,
    randomness: { bytes: (count) => randomBytes(count) },
    timeoutMs: 5_000,
    certificateAuthority: tls.cert.toString(),
    ...more,
  });
  open.push(() => client.close());
  return client;
};

const replying =
  (status: number, body: unknown, headers: http.OutgoingHttpHeaders = {}): Answer =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
      .end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));

const failureOf = async (call: Promise<unknown>) => {
  const failure = await call.then(
    () => new Error('it worked'),
    (error: unknown) => error,
  );
  if (!isAppError(failure)) throw new Error('not an AppError', { cause: failure });
  return failure;
};

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** As WooCommerce does it: names and values encoded twice, sorted, joined by encoded signs. */
const wooSignature = (method: string, url: URL): string => {
  const parameters = [...url.searchParams]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(encode(name)), encode(encode(value))] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}%3D${value}`)
    .join('%26');
  return createHmac('sha256', `${CONSUMER_SECRET}&`)
    .update(`${method}&${encode(url.origin + url.pathname)}&${parameters}`)
    .digest('base64');
};

describe('a key', () => {
  it('goes as Basic over TLS, and never into the address', async () => {
    const seen: [string | undefined, string | undefined][] = [];
    const url = await shop((request, response) => {
      seen.push([request.url, request.headers.authorization]);
      replying(200, captured('order-fees').body)(request, response);
    }, true);

    await clientOf(url).getOrder(32);

    const basic = Buffer.from(`${CONSUMER_KEY}:${CONSUMER_SECRET}`).toString('base64');
    expect(seen).toEqual([['/wp-json/wc/v3/orders/32', `Basic ${basic}`]]);
  });

  it('signs with OAuth 1.0a on plain http, with another nonce each time', async () => {
    const seen: { method: string; url: URL; authorization: string | undefined }[] = [];
    const url = await shop((request, response) => {
      seen.push({
        method: request.method ?? '',
        url: new URL(request.url ?? '', `http://${request.headers.host}`),
        authorization: request.headers.authorization,
      });
      replying(200, [])(request, response);
    });
    const client = clientOf(`${url}/a folder/`);

    const query = {
      modifiedAfter: '2026-11-23T03:40:38.000Z',
      page: 2,
      perPage: 50,
      statuses: ['processing', "o'hare (x)*!"],
    };
    await client.listOrders(query);
    await client.listOrders(query);

    const [first, second] = seen;
    expect(seen.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    for (const { method, url: asked } of seen)
      expect(asked.searchParams.get('oauth_signature')).toBe(wooSignature(method, asked));
    expect(first?.url.searchParams.get('oauth_nonce')).not.toBe(
      second?.url.searchParams.get('oauth_nonce'),
    );
    expect(first?.url.href).not.toContain(CONSUMER_SECRET);
    expect(first?.url.pathname).toBe('/a%20folder/wp-json/wc/v3/orders');
    expect(Object.fromEntries(first?.url.searchParams ?? [])).toMatchObject({
      modified_after: '2026-11-23T03:40:38',
      dates_are_gmt: 'true',
      orderby: 'modified',
      order: 'asc',
      page: '2',
      per_page: '50',
    });
  });

  it('stays at home when the index of the site is read', async () => {
    let asked = '';
    const url = await shop((request, response) => {
      asked = `${request.url} ${request.headers.authorization}`;
      replying(200, captured('wp-json-index-trimmed').body)(request, response);
    });

    expect(await clientOf(url).getSite()).toEqual({
      name: 'Test Store',
      url: 'http://127.0.0.1:8081',
      timezone: 'Europe/Berlin',
      gmtOffset: 1,
      hasWooCommerce: true,
    });
    expect(asked).toBe('/wp-json/ undefined');
  });
});

describe('an answer', () => {
  it('is given as it came beside what we read in it', async () => {
    const { body } = captured('order-fees');
    const found = await clientOf(await shop(replying(200, body))).getOrder(32);

    expect(found).toMatchObject({ raw: body, order: { id: 32, total: '21.55' } });
  });

  it('about another order than the one asked for is refused', async () => {
    const client = clientOf(await shop(replying(200, captured('order-fees').body)));

    expect((await failureOf(client.getOrder(33))).code).toBe('SHOP_ANSWER_INVALID');
  });

  it('is read behind a notice of PHP', async () => {
    const text = `<br />\n<b>Notice</b>: x in <b>/a.php</b><br />\n${JSON.stringify(captured('order-fees').body)}`;

    expect(await clientOf(await shop(replying(200, text))).getOrder(32)).toMatchObject({
      order: { id: 32 },
    });
  });

  it('gives orders by time of modification and id, and names those that cannot be read', async () => {
    const { body } = captured('orders-list-page2');
    const rows = [
      ...(body as object[]),
      { id: 7, date_modified_gmt: '2026-11-23T03:40:00', total: 5 },
    ];
    const page = await clientOf(await shop(replying(200, rows))).listOrders({
      page: 1,
      perPage: 11,
    });

    const order = page.orders.map(({ order: { modifiedAt, id } }) => `${modifiedAt} ${id}`);
    expect(order).toEqual(order.toSorted());
    expect(page.orders).toHaveLength(10);
    expect(page.more).toBe(true);
    expect(page.unreadable).toMatchObject([
      { id: 7, modifiedAt: '2026-11-23T03:40:00.000Z', problem: expect.stringMatching(/order\./) },
    ]);
  });

  it('tells the settings that matter for money', async () => {
    const url = await shop((request, response) => {
      const name = request.url?.includes('/settings/tax') ? 'settings-tax' : 'settings-general';
      replying(200, captured(name).body)(request, response);
    });

    expect(await clientOf(url).getSettings()).toEqual({
      currency: 'EUR',
      decimals: 2,
      country: 'DE',
      pricesIncludeTax: true,
      taxesEnabled: true,
      taxRoundedAtSubtotal: false,
    });
  });

  it('names a customer that cannot be read beside those that can', async () => {
    const rows = [...(captured('customers-list').body as object[]), { id: 77, email: 5 }];
    const page = await clientOf(await shop(replying(200, rows))).listCustomers({
      page: 1,
      perPage: rows.length,
    });

    expect(page.customers).toHaveLength(rows.length - 1);
    expect(page.unreadable).toMatchObject([
      { id: 77, problem: expect.stringMatching(/customer\./) },
    ]);
    expect(page.more).toBe(true);
  });

  it('lists refunds and customers', async () => {
    const url = await shop((request, response) => {
      const name = request.url?.includes('/refunds') ? 'order-refunds-list' : 'customers-list';
      replying(200, captured(name).body)(request, response);
    });
    const client = clientOf(url);

    expect(await client.listRefunds(51)).toMatchObject([{ refund: { id: 52, amount: '5.00' } }]);
    const { customers, more } = await client.listCustomers({ page: 1, perPage: 100 });
    expect(customers.length).toBeGreaterThan(1);
    expect(more).toBe(false);
  });

  it('has all pages of a list, but not those of a store that never ends it', async () => {
    const refund = (captured('order-refunds-list').body as object[])[0];
    const page = (size: number) => Array.from({ length: size }, () => refund);
    const ending = await shop((request, response) =>
      replying(200, page(/[?&]page=2/.test(request.url ?? '') ? 3 : 100))(request, response),
    );
    const endless = await shop(replying(200, page(100)));

    expect(await clientOf(ending).listRefunds(51)).toHaveLength(103);
    expect((await failureOf(clientOf(endless).listRefunds(51))).code).toBe('SHOP_ANSWER_INVALID');
  });

  it.each([
    ['an order', 'error-404-order', (client: StoreClient) => client.getOrder(1)],
    ['the refunds of an order', 'error-404-order', (client: StoreClient) => client.listRefunds(1)],
    ['a customer', 'error-404-customer', (client: StoreClient) => client.getCustomer(1)],
    ['a product', 'error-404-product', (client: StoreClient) => client.getProduct(1)],
  ])('says that %s is absent when the store says so', async (_what, name, call) => {
    const { status, body } = captured(name);

    expect(await call(clientOf(await shop(replying(status, body))))).toBe('absent');
  });
});

describe('a product', () => {
  it('is read with its categories, by id', async () => {
    const seen: (string | undefined)[] = [];
    const { body } = captured('product-simple');
    const url = await shop((request, response) => {
      seen.push(request.url?.split('?')[0]);
      replying(200, body)(request, response);
    });
    const categories = [{ id: 15, name: 'Uncategorized', slug: 'uncategorized' }];

    const client = clientOf(url);
    expect(await client.getProduct(11)).toEqual({ product: { id: 11, categories }, raw: body });
    expect((await failureOf(client.getProduct(12))).message).toMatch(/about 11 when asked for 12/);
    expect(seen[0]).toBe('/wp-json/wc/v3/products/11');
  });

  it.each([
    ['none at all', { id: 11 }, /product.categories is missing/],
    ['one without a name', { id: 11, categories: [{ id: 1, slug: 'a' }] }, /categories\[0\].name/],
  ])('with %s among its categories is not guessed at', async (_what, body, message) => {
    const failure = await failureOf(clientOf(await shop(replying(200, body))).getProduct(11));
    expect([failure.code, failure.message]).toEqual([
      'SHOP_ANSWER_INVALID',
      expect.stringMatching(message),
    ]);
  });
});

describe('webhooks', () => {
  it('are made with our secret, changed and deleted for good', async () => {
    const seen: string[] = [];
    const url = await shop((request, response) => {
      const path = request.url?.split('?')[0];
      let body = '';
      request.setEncoding('utf8').on('data', (some: string) => (body += some));
      request.on('end', () => {
        seen.push(`${request.method} ${path} ${/force=true/.test(request.url ?? '')} ${body}`);
        replying(200, captured('webhook-create-201').body)(request, response);
      });
    });
    const client = clientOf(url);

    const made = await client.createWebhook({
      name: 'ml',
      topic: 'order.created',
      deliveryUrl: 'https://ml.example/webhooks/1',
      secret: 'abc',
    });
    await client.updateWebhook(1, { status: 'active' });
    const gone = await client.deleteWebhook(1);

    expect(made).toEqual({
      id: 1,
      name: 'capture order.created',
      status: 'active',
      topic: 'order.created',
      deliveryUrl: 'http://127.0.0.1:8099/wh/order.created',
    });
    expect(gone).toBe('deleted');
    expect(seen).toEqual([
      'POST /wp-json/wc/v3/webhooks false {"name":"ml","topic":"order.created","secret":"abc","status":"active","delivery_url":"https://ml.example/webhooks/1"}',
      'PUT /wp-json/wc/v3/webhooks/1 false {"status":"active"}',
      'DELETE /wp-json/wc/v3/webhooks/1 true ',
    ]);
  });
});

describe('a failure', () => {
  const page = '<!DOCTYPE html><html><body>secret page</body></html>';
  const html = { 'content-type': 'text/html' };
  const cases: [string, string, RegExp, Answer][] = [
    [
      'no right',
      'SHOP_REFUSED',
      /401, woocommerce_rest_cannot_view.*make a key/,
      replying(401, captured('error-401-unknown-key').body),
    ],
    [
      'a wrong secret',
      'SHOP_REFUSED',
      /woocommerce_rest_authentication_error/,
      replying(401, captured('error-401-bad-secret').body),
    ],
    ['a firewall', 'SHOP_REFUSED', /firewall/, replying(403, page, html)],
    [
      'no WooCommerce',
      'SHOP_REFUSED',
      /no WooCommerce REST API/,
      replying(404, captured('error-404-route').body),
    ],
    ['no WordPress', 'SHOP_REFUSED', /no WooCommerce REST API/, replying(404, page, html)],
    [
      'a bad request',
      'SHOP_REFUSED',
      /HTTP 400, rest_invalid_param/,
      replying(400, captured('error-400-per_page-0').body),
    ],
    [
      'a redirect',
      'SHOP_REFUSED',
      /elsewhere.*\(https:\/\/www\.shop\.example\)/,
      replying(301, '', { location: 'https://www.shop.example/x?oauth_signature=y' }),
    ],
    [
      'too many requests',
      'SHOP_UNAVAILABLE',
      /fewer requests/,
      replying(429, page, { 'retry-after': '7' }),
    ],
    ['an error of the store', 'SHOP_UNAVAILABLE', /HTTP 500/, replying(500, page, html)],
    ['maintenance', 'SHOP_UNAVAILABLE', /HTTP 503/, replying(503, page, { 'retry-after': '7' })],
    ['a web page', 'SHOP_UNAVAILABLE', /web page/, replying(200, page, html)],
    [
      'half an answer',
      'SHOP_UNAVAILABLE',
      /half an answer/,
      replying(200, '{"id":32,"billing":{"city":"secret"}'),
    ],
    [
      'an answer that breaks off',
      'SHOP_UNAVAILABLE',
      /broke the connection/,
      (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"id":32');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      'no answer at all',
      'SHOP_UNAVAILABLE',
      /broke the connection/,
      (request) => request.socket.destroy(),
    ],
    [
      'an endless answer',
      'SHOP_UNAVAILABLE',
      /larger than/,
      replying(200, Buffer.alloc(20_000_001, ' ')),
    ],
    [
      'a packed endless answer',
      'SHOP_UNAVAILABLE',
      /larger than/,
      replying(200, gzipSync(Buffer.alloc(60_000_000, ' ')), { 'content-encoding': 'gzip' }),
    ],
    [
      'another thing',
      'SHOP_ANSWER_INVALID',
      /order\./,
      replying(200, { id: 32, secret: 'secret' }),
    ],
  ];

  it.each(cases)('by %s is %s', async (_what, code, message, answer) => {
    const failure = await failureOf(clientOf(await shop(answer)).getOrder(32));

    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toMatch(/ck_|cs_|oauth_|secret page/);
    expect(failure.cause).toBeUndefined();
  });

  it('carries how long the store wants us to wait', async () => {
    const url = await shop(replying(429, '', { 'retry-after': '7' }));
    const failure = await failureOf(clientOf(url).getOrder(32));

    expect(failure).toBeInstanceOf(ShopUnavailable);
    expect(failure).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('never follows a redirect', async () => {
    let asked = 0;
    const url = await shop((request, response) => {
      asked += 1;
      replying(302, '', { location: `http://${request.headers.host}/elsewhere` })(
        request,
        response,
      );
    });

    await failureOf(clientOf(url).getOrder(32));

    expect(asked).toBe(1);
  });

  it.each<[string, Answer]>([
    ['nothing', () => undefined],
    [
      'a byte now and then',
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('comes when a store that sends %s has used up its time', async (_what, answer) => {
    const client = clientOf(await shop(answer), { timeoutMs: 200 });
    const failure = await failureOf(client.getOrder(32));

    expect([failure.code, failure.message]).toEqual([
      'SHOP_UNAVAILABLE',
      'The store did not answer within 0.2 seconds.',
    ]);
  });

  it('comes when nobody listens', async () => {
    const failure = await failureOf(clientOf('http://127.0.0.1:1').getOrder(32));

    expect([failure.code, failure.message]).toEqual([
      'SHOP_UNAVAILABLE',
      'The store refuses connections; its web server may be down.',
    ]);
  });

  it('comes when the certificate is of nobody we know', async () => {
    const url = await shop(replying(200, {}), true);
    const client = createStoreClient({
      url,
      consumerKey: CONSUMER_KEY,
      consumerSecret: CONSUMER_SECRET,
      allowPrivate: true,
      clock: systemClock,
      randomness: { bytes: (count) => randomBytes(count) },
    });
    open.push(() => client.close());
    const failure = await failureOf(client.getOrder(32));

    expect(failure.code).toBe('SHOP_UNAVAILABLE');
    expect(failure.message).toMatch(/certificate is not trusted/);
  });

  it('comes before a connection when the name leads to a private address', async () => {
    const client = clientOf('https://localhost', { allowPrivate: false });
    const failure = await failureOf(client.getOrder(32));

    expect(failure.code).toBe('ADDRESS_FORBIDDEN');
    expect(failure.message).toMatch(/private or local network/);
  });
});

describe('a store', () => {
  it('gets no more requests at a time than its share, over connections that are kept', async () => {
    let running = 0;
    let most = 0;
    const ports = new Set<number | undefined>();
    const url = await shop((request, response) => {
      ports.add(request.socket.remotePort);
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        replying(404, captured('error-404-order').body)(request, response);
      }, 10);
    });
    const client = clientOf(url, { concurrency: 3 });

    await Promise.all(Array.from({ length: 12 }, (_, id) => client.getOrder(id + 1)));

    expect(most).toBe(3);
    expect(ports.size).toBe(3);
  });
});
