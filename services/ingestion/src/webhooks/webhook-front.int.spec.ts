import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { readRequests } from '@ml-connector/bookkeeping';
import { TOPICS } from '@ml-connector/contracts';
import fc from 'fast-check';
import { AppError } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInbox } from '../inbox/inbox.js';
import { openWorld, type World } from '../ingestion-world.features.js';
import { capturedDeliveries, customerJson, orderJson } from '../scripted-shop.features.js';
import { acceptDelivery, type AcceptingDeliveries } from './accept-delivery.js';
import { createRecentIds } from './recent-ids.js';
import { createWebhookFront } from './webhook-front.js';

let world: World;
let to: AcceptingDeliveries;
let server: Server;
let base: string;
let id: string;
let secret: string;

beforeEach(async () => {
  world = await openWorld();
  const { ports, reader } = world;
  to = { ...ports, inbox: createInbox(ports), recent: createRecentIds(100) };
  const front = createWebhookFront({
    connections: reader,
    accept: (delivery) => acceptDelivery(to, delivery),
    signals: ports.signals,
    failpoint: ports.failpoint,
    limits: { maxBytes: 100_000, bodyTimeoutMs: 300 },
  });
  server = createServer((request, response) => front.handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { connection, webhookSecret } = await world.connect('shop');
  ({ id } = connection);
  secret = webhookSecret;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await world.close();
});

const sign = (body: string | Uint8Array, key = secret): string =>
  createHmac('sha256', key).update(body).digest('base64');

const post = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  path = `/webhooks/${id}`,
) =>
  fetch(`${base}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

const deliver = (json: unknown, resource = 'order') => {
  const body = JSON.stringify(json);
  return post(body, { 'x-wc-webhook-signature': sign(body), 'x-wc-webhook-resource': resource });
};

const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectSocket((server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(text);
  });

const stored = async (): Promise<number> =>
  (await world.events(TOPICS.orders)).length + (await world.events(TOPICS.customers)).length;

describe('the webhook address', () => {
  it('answers 200 once the order stands in the log, sealed', async () => {
    const order = orderJson(27, { total: '19.99' });
    expect((await deliver(order)).status).toBe(200);
    const [event] = await world.events(TOPICS.orders);
    expect(event).toMatchObject({
      type: 'OrderObserved',
      key: `${id}|order|27`,
      data: { orderId: 27, readNumber: 0, observedBy: 'webhook' },
    });
    const [payload] = await world.ports.vault.open([event?.data['payload'] as string]);
    expect(JSON.parse(payload ?? '')).toEqual(order);
  });

  it('keeps nothing personal in clear anywhere on disk', async () => {
    const billing = { ...(orderJson(1)['billing'] as object), email: 'canary@example.com' };
    await deliver(orderJson(27, { billing: { ...billing, last_name: 'Canaryson' } }));
    const files = readdirSync(world.directory).map((file) =>
      readFileSync(join(world.directory, file)).toString('latin1'),
    );
    expect(files.join('').toLowerCase()).not.toContain('canary');
  });

  it('takes in every delivery of a real store, one event for each state', async () => {
    const captures = capturedDeliveries();
    const statuses = new Map<number, number>();
    for (const { rawBody, headers } of captures) {
      const kept = headers
        .map(([name, value]) => [name.toLowerCase(), value] as const)
        .filter(([name]) => /^x-wc-webhook-(?!signature)|^content-type/.test(name));
      const isPing = !rawBody.startsWith('{');
      const { status } = await post(Buffer.from(rawBody), {
        ...Object.fromEntries(kept),
        ...(isPing ? {} : { 'x-wc-webhook-signature': sign(Buffer.from(rawBody)) }),
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([[200, captures.length]]);
    const events = [
      ...(await world.events(TOPICS.orders)),
      ...(await world.events(TOPICS.customers)),
    ];
    const bodies = new Set(
      captures
        .map(({ rawBody }) => rawBody)
        .filter((body) => /"line_items"|"billing"/.test(body))
        .filter((body) => !body.includes('checkout-draft')),
    );
    expect(new Set(events.map((event) => event.id)).size).toBe(bodies.size);
    expect(events.length).toBe(bodies.size);
  }, 60_000);

  it('tells the same states whatever the order of arrival', async () => {
    const bodies = [1, 2, 3].flatMap((n) =>
      ['pending', 'completed'].map((status) => JSON.stringify(orderJson(n, { status }))),
    );
    let expected: readonly string[] | null = null;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(bodies, { minLength: bodies.length }),
        async (arrival) => {
          for (const body of arrival) await post(body, { 'x-wc-webhook-signature': sign(body) });
          const ids = [...new Set((await world.events(TOPICS.orders)).map((one) => one.id))].sort();
          expected ??= ids;
          expect(ids).toEqual(expected);
          expect(ids).toHaveLength(bodies.length);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('appends a repeat once, also when repeats come at the same time', async () => {
    await deliver(orderJson(27));
    const answers = await Promise.all([1, 2, 3].map(() => deliver(orderJson(27))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stored()).toBe(1);
  });

  it('takes two orders that came with one delivery id', async () => {
    for (const order of [27, 28]) {
      const body = JSON.stringify(orderJson(order));
      await post(body, {
        'x-wc-webhook-signature': sign(body),
        'x-wc-webhook-delivery-id': 'same',
      });
    }
    const events = await world.events(TOPICS.orders);
    expect(new Set(events.map(({ data }) => data['orderId']))).toEqual(new Set([27, 28]));
  });

  it('gives a webhook and a GET of the same state the same id, whatever the order of keys and links', async () => {
    const order = orderJson(27);
    await deliver(order);
    await deliver({ ...Object.fromEntries(Object.entries(order).toReversed()), _links: { a: [] } });
    expect(await stored()).toBe(1);
  });

  it('asks for a GET when a deletion is told, and appends nothing', async () => {
    expect((await deliver({ id: 58 })).status).toBe(200);
    const asked = await world.ports.store
      .collection(readRequests)
      .find({ index: 'byConnection', equals: [id], limit: 10 });
    expect(asked.items.map(({ value }) => [value.what, value.sourceId])).toEqual([['order', 58]]);
    expect(await stored()).toBe(0);
  });

  it.each([
    ['an unknown topic', { something: 'else' }],
    ['an error body', { code: 'woocommerce_rest_cannot_view', message: '', data: { status: 401 } }],
    ['an order that cannot be used', { ...orderJson(27), total: 'many' }],
    ['an empty list', []],
    ['null', null],
  ])('answers 200 to %s and maps nothing', async (_what, json) => {
    expect((await deliver(json)).status).toBe(200);
    expect(await stored()).toBe(0);
  });

  it('answers 200 to the unsigned ping, and keeps nothing of it', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post('webhook_id=7', form)).status).toBe(200);
    expect((await post('webhook_id=7&a=1', form)).status).toBe(401);
    expect((await post('webhook_id=7')).status).toBe(401);
    expect(await stored()).toBe(0);
  });

  it('accepts the secret before and after a rotation while both are valid', async () => {
    const body = JSON.stringify(customerJson(3));
    const rotated = await world.connections.rotate(id, { what: 'webhook' });
    const renewed = rotated.outcome === 'changed' ? rotated.secret : null;
    world.time.now += 2_000;
    const answers = await Promise.all(
      [secret, renewed ?? ''].map((key) =>
        post(body, { 'x-wc-webhook-signature': sign(body, key) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('answers 503 with Retry-After while nothing durable is possible, and takes it the next time', async () => {
    const { inbox } = to;
    const unavailable = new AppError('STORE_UNAVAILABLE', 'The store is down, too.');
    to = { ...to, inbox: { take: () => Promise.reject(unavailable) } };
    const refused = await deliver(orderJson(27));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    to = { ...to, inbox };
    expect((await deliver(orderJson(27))).status).toBe(200);
    expect(await stored()).toBe(1);
  });

  it('answers 200 while the log is down: the delivery stands beside it, and gets there later', async () => {
    world.outage.isDown = true;
    expect((await deliver(orderJson(27))).status).toBe(200);
    expect(await stored()).toBe(0);
    world.outage.isDown = false;
    expect(await createInbox(world.ports).drain()).toBe(1);
    expect(await stored()).toBe(1);
  });

  it.each(['in.received', 'in.verified', 'in.stored'])(
    'never answers 2xx when it dies at %s',
    async (place) => {
      world.dieAt(place);
      expect((await deliver(orderJson(27))).status).toBe(500);
    },
  );

  it('keeps an order of somebody who was erased under a key of its own', async () => {
    const order = orderJson(27, { customer_id: 9 });
    await world.ports.vault.erase(id, 'customer-9');
    expect((await deliver(order)).status).toBe(200);
    const [event] = await world.events(TOPICS.orders);
    expect(event?.data['shopper']).toBe('order-27');
  });

  it('keeps nothing of a customer who was erased', async () => {
    await world.ports.vault.erase(id, 'customer-9');
    expect((await deliver(customerJson(9), 'customer')).status).toBe(200);
    expect(await stored()).toBe(0);
  });
});

describe('the webhook address, met by strangers', () => {
  const body = JSON.stringify(orderJson(27));

  it.each([
    ['no signature', () => ({})],
    ['a wrong signature', () => ({ 'x-wc-webhook-signature': sign(`${body} `) })],
    ['a short signature', () => ({ 'x-wc-webhook-signature': sign(body).slice(0, 43) })],
    ['a signature with junk', () => ({ 'x-wc-webhook-signature': `${sign(body)}!!` })],
    [
      'a signature in hexadecimal',
      () => ({
        'x-wc-webhook-signature': Buffer.from(sign(body), 'base64').toString('hex'),
      }),
    ],
    [
      'a signature with the secret of another',
      () => ({
        'x-wc-webhook-signature': sign(body, 'anothersecret'),
      }),
    ],
    [
      'two signatures in one',
      () => ({
        'x-wc-webhook-signature': `${sign(body)}, ${sign(body)}`,
      }),
    ],
    [
      'another algorithm',
      () => ({
        'x-wc-webhook-signature': createHmac('md5', secret).update(body).digest('base64'),
        'x-wc-webhook-algorithm': 'md5',
      }),
    ],
  ])('refuses %s with 401', async (_what, headers) => {
    expect((await post(body, headers())).status).toBe(401);
    expect(await stored()).toBe(0);
  });

  it('refuses two signature headers, though both are right', async () => {
    const line = `X-WC-Webhook-Signature: ${sign(body)}\r\n`;
    const answer = await raw(
      `POST /webhooks/${id} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${line}${line}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('refuses a body that was written anew', async () => {
    const spaced = JSON.stringify(JSON.parse(body), null, 1);
    expect((await post(spaced, { 'x-wc-webhook-signature': sign(body) })).status).toBe(401);
  });

  it.each([
    ['/webhooks/unknown'],
    ['/webhooks/'],
    ['/webhooks'],
    [`/webhooks/${'a'.repeat(10_000)}`],
    ['/webhooks/..%2fapi'],
    ['/webhooks/UPPER'],
    ['/webhooks/a/b'],
  ])('answers 404 to %.40s', async (path) => {
    const headers = { 'x-wc-webhook-signature': sign(body) };
    expect((await post(body, headers, path)).status).toBe(404);
  });

  it.each([['/'], [';x=1'], ['%20'], ['/%2e']])(
    'does not take %s after the id for the same address',
    async (suffix) => {
      const headers = { 'x-wc-webhook-signature': sign(body) };
      expect((await post(body, headers, `/webhooks/${id}${suffix}`)).status).toBe(404);
    },
  );

  it.each(['GET', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH'])(
    'answers 405 to %s',
    async (method) => {
      const answer = await fetch(`${base}/webhooks/${id}`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );

  it.each(['gzip', 'br', 'deflate', 'identity', 'nonsense'])(
    'answers 415 to the content encoding %s',
    async (encoding) => {
      const headers = { 'x-wc-webhook-signature': sign(body), 'content-encoding': encoding };
      expect((await post(body, headers)).status).toBe(415);
    },
  );

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['half of it', '{"id":'],
    ['a list too deep', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['a very deep list', `${'['.repeat(40_000)}${']'.repeat(40_000)}`],
    ['a number too large', '{"id":9007199254740993}'],
    ['an infinite number', '{"id":1,"total":1e400}'],
    ['a prototype', '{"__proto__":{"polluted":1},"id":1}'],
    ['a constructor', '{"id":1,"a":{"constructor":{"prototype":{"polluted":1}}}}'],
  ])('answers 400 to %s, though it is signed', async (_what, text) => {
    expect((await post(text, { 'x-wc-webhook-signature': sign(text) })).status).toBe(400);
    expect(await stored()).toBe(0);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('answers 400 to bytes that are not UTF-8', async () => {
    const bytes = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    expect((await post(bytes, { 'x-wc-webhook-signature': sign(bytes) })).status).toBe(400);
  });

  it('answers 413 to a body that says it is too large, before it comes', async () => {
    const answer = await raw(
      `POST /webhooks/${id} HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
  });

  it('answers 413 to a body that turns out too large, and ends the connection', async () => {
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`;
    const answer = await raw(
      `POST /webhooks/${id} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
  });

  it('answers 408 to a body that does not come', async () => {
    const answer = await raw(
      `POST /webhooks/${id} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"id"`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*connection: close/i);
  });

  it('forgets a sender who hangs up in the middle, and goes on', async () => {
    const socket = connectSocket((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`POST /webhooks/${id} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"id"`);
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    socket.destroy();
    expect((await deliver(orderJson(27))).status).toBe(200);
  });

  it('refuses a retired connection like one that never was', async () => {
    await world.connections.retire(id);
    world.time.now += 2_000;
    expect((await deliver(orderJson(27))).status).toBe(404);
  });
});
