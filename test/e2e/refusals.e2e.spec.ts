import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import { productApi } from '../harness/product-api.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import { createWebConnector } from '../simulators/web-connector/index.js';

let world: World;
let shop: Shop;
let before: { readonly events: number; readonly postings: string };
beforeAll(async () => {
  world = await startWorld();
  shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
  await updateUntilDone(world.api, shop, shop.connector);
  before = await atRest();
});
afterAll(() => world.close());

/** All that is left behind: how many events the log holds, and every posting. */
const left = async () => {
  let events = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await world.api.call('GET', `/api/audit/events?limit=200${after}`);
    const page = z
      .object({ items: z.array(z.unknown()), next: z.string().nullable() })
      .parse(answer.body);
    events += page.items.length;
    cursor = page.next;
  }
  return { events, postings: JSON.stringify(await world.api.postings(shop.id)) };
};

/** What is left once the log is chained up to its end. */
const atRest = () =>
  eventually(async () => {
    const verdict = await world.api.call('GET', '/api/audit/verify');
    expect(verdict.body).toMatchObject({ state: 'intact', pending: 0 });
    return left();
  });

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly url?: string;
}

const deliver = async ({ body = ORDER, headers, url }: Sent) => {
  const response = await fetch(url ?? shop.connection.webhook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
};

const signature = (body: string | Uint8Array, secret = shop.connection.webhook.secret) =>
  createHmac('sha256', secret).update(body).digest('base64');
const signed = (body: string | Uint8Array<ArrayBuffer>, more = {}): Sent => ({
  body,
  headers: { 'x-wc-webhook-signature': signature(body), ...more },
});

const ORDER = JSON.stringify({ id: 99_999, status: 'processing', line_items: [] });
const BINARY = Uint8Array.from([0xff, 0xfe, 0x00, 0x80]);

const soap = async ({ body = '', headers }: Sent) => {
  const response = await fetch(`${world.product().url}/qbwc`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
};
const envelope = (inner: string) =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${inner}</soap:Body></soap:Envelope>`;
const NAMESPACE = 'xmlns="http://developer.intuit.com/"';

describe('a delivery', () => {
  it.each<[string, number, () => Sent]>([
    ['without a signature', 401, () => ({})],
    [
      'signed with another secret',
      401,
      () => ({ headers: { 'x-wc-webhook-signature': signature(ORDER, 'another') } }),
    ],
    [
      'whose body was changed after it was signed',
      401,
      () => ({ ...signed(ORDER), body: `${ORDER} ` }),
    ],
    [
      'with two signatures',
      401,
      () => ({ headers: { 'x-wc-webhook-signature': `${signature(ORDER)}, ${signature(ORDER)}` } }),
    ],
    [
      'for an unknown connection',
      404,
      () => ({ ...signed(ORDER), url: `${world.product().url}/webhooks/con-unknown` }),
    ],
    [
      'for a path that climbs',
      404,
      () => ({ ...signed(ORDER), url: `${world.product().url}/webhooks/..%2f..%2fapi` }),
    ],
    ['larger than a delivery can be', 413, () => signed(`{"a":"${'x'.repeat(1_000_000)}"}`)],
    ['in gzip', 415, () => signed(new Uint8Array(gzipSync(ORDER)), { 'content-encoding': 'gzip' })],
    ['in gzip that is none', 415, () => signed(BINARY, { 'content-encoding': 'gzip' })],
    ['that is signed but no JSON', 400, () => signed('{"id":1')],
    ['that is signed but no text', 400, () => signed(BINARY)],
    ['that is signed and nested without end', 400, () => signed('['.repeat(200_000))],
  ])('%s is refused with %i', async (_what, status, sent) => {
    const answer = await deliver(sent());

    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/ at .*\.js|node_modules/);
  });
});

describe('a call of the Web Connector', () => {
  it('with a wrong password gets nvu and no session', async () => {
    const stranger = createWebConnector({ ...shop, password: 'wrong', qwc: shop.qwc });
    const report = await stranger.runUpdate();

    expect(report).toMatchObject({ outcome: 'bad-login', exchanges: [] });
  });

  it('of an unknown user gets nvu and no session', async () => {
    const qwc = shop.qwc.replace(
      `<UserName>${shop.connection.qbwc.username}</UserName>`,
      '<UserName>ml-nobody</UserName>',
    );
    const { password } = shop.connection.qbwc;
    const report = await createWebConnector({ ...shop, password, qwc }).runUpdate();

    expect(qwc).not.toBe(shop.qwc);
    expect(report).toMatchObject({ outcome: 'bad-login', exchanges: [] });
  });

  it.each<[string, number, () => Sent]>([
    ['that is empty', 500, () => ({ body: '' })],
    ['that is no XML', 500, () => ({ body: 'hello' })],
    ['that is cut off', 500, () => ({ body: envelope('<serverVersion').slice(0, 90) })],
    [
      'with a document type',
      500,
      () => ({
        body: `<!DOCTYPE a [<!ENTITY b "c">]>${envelope(`<serverVersion ${NAMESPACE}/>`)}`,
      }),
    ],
    [
      'of an operation that there is not',
      500,
      () => ({ body: envelope(`<dropTables ${NAMESPACE}/>`) }),
    ],
    [
      'larger than any call',
      413,
      () => ({
        body: envelope(
          `<authenticate ${NAMESPACE}><strUserName>${'x'.repeat(200_000)}</strUserName></authenticate>`,
        ),
      }),
    ],
    [
      'in gzip',
      415,
      () => ({
        body: new Uint8Array(gzipSync(envelope(`<serverVersion ${NAMESPACE}/>`))),
        headers: { 'content-encoding': 'gzip' },
      }),
    ],
    [
      'in gzip that is none',
      415,
      () => ({ body: BINARY, headers: { 'content-encoding': 'gzip' } }),
    ],
  ])('%s is refused with %i', async (_what, status, sent) => {
    const answer = await soap(sent());

    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/ at .*\.js|node_modules/);
  });

  it('with a ticket that nobody gave out gets nothing', async () => {
    const ticket = '{00000000-0000-0000-0000-000000000000}';
    const asked = await soap({
      body: envelope(
        `<sendRequestXML ${NAMESPACE}><ticket>${ticket}</ticket><strHCPResponse/><strCompanyFileName/><qbXMLCountry>US</qbXMLCountry><qbXMLMajorVers>13</qbXMLMajorVers><qbXMLMinorVers>0</qbXMLMinorVers></sendRequestXML>`,
      ),
    });

    expect(asked.status).toBe(200);
    expect(asked.text).not.toContain('QBXML');
  });
});

describe('a call of the API', () => {
  it.each<[string, number, string, string, unknown]>([
    ['for a connection that there is not', 404, 'GET', '/api/connections/con-none', undefined],
    ['with a body of another shape', 400, 'POST', '/api/connections', { name: 7 }],
    ['with a member too many', 400, 'POST', '/api/connections', { name: 'a', extra: true }],
    ['for a path that there is not', 404, 'GET', '/api/nothing', undefined],
  ])('%s is refused with %i and a problem', async (_what, status, method, path, body) => {
    const answer = await world.api.call(method, path, body);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code: expect.any(String) });
  });

  it('without the token, or with a wrong one, is refused with 401', async () => {
    const stranger = productApi(world.product().url, 'not-the-admin-token');
    const { status } = await fetch(`${world.product().url}/api/connections`);

    expect(status).toBe(401);
    expect((await stranger.call('GET', `/api/connections/${shop.id}`)).status).toBe(401);
    expect((await stranger.call('GET', '/api/audit/events')).status).toBe(401);
  });

  it('that is no JSON is refused with 400, and what is too large with 413', async () => {
    const send = (body: string) =>
      fetch(`${world.product().url}/api/connections`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer test-admin-token-0123456789',
        },
        body,
      }).then(({ status }) => status);

    expect([await send('{'), await send(`{"name":"${'x'.repeat(1_100_000)}"}`)]).toEqual([
      400, 413,
    ]);
  });
});

describe('afterwards', () => {
  it('nothing is left behind: no event, no posting, no document', async () => {
    expect(await atRest()).toEqual(before);
    expect(checkBooks(shop)).toEqual([]);
  });

  it('the product is alive, and takes the next order as ever', async () => {
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(1));
    await updateUntilDone(world.api, shop, shop.connector);

    expect(checkBooks(shop)).toEqual([]);
    expect(await left()).not.toEqual(before);
  });
});
