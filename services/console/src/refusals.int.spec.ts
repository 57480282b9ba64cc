import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleProcess, type Method, startConsole } from './console-process.features.js';

let product: ConsoleProcess;
let one: string;
let retiredOne: string;

beforeAll(async () => {
  product = await startConsole();
  one = `/api/connections/${(await product.connect()).id}`;
  retiredOne = `/api/connections/${(await product.connect()).id}`;
  await product.call('delete', retiredOne);
});
afterAll(() => product.close());

const store = { url: 'https://shop.example', consumerKey: 'ck', consumerSecret: 'cs' };
const at = (path: string): string => path.replace('ONE', one).replace('RETIRED', retiredOne);

describe('without the token', () => {
  it.each<[Method, string]>([
    ['get', '/api/connections'],
    ['post', '/api/connections'],
    ['get', '/api/openapi.json'],
    ['get', '/api/nothing'],
    ['delete', 'ONE'],
  ])('nobody can %s %s', async (method, path) => {
    const answer = await product.anonymous(method, at(path));
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('TOKEN_WRONG');
  });
});

describe('a refusal', () => {
  it.each<[number, Method, string, unknown, string | null]>([
    [400, 'post', '/api/connections', {}, 'name'],
    [400, 'post', '/api/connections', { name: '', store }, 'name'],
    [400, 'post', '/api/connections', { name: 'x'.repeat(101), store }, 'name'],
    [
      400,
      'post',
      '/api/connections',
      { name: 'S', store: { url: 'https://a.example' } },
      'store.consumerKey',
    ],
    [400, 'post', '/api/connections', { name: 'S', store, extra: 1 }, ''],
    [
      400,
      'post',
      '/api/connections',
      { name: 'S', store, rules: { document: 'order' } },
      'rules.document',
    ],
    [400, 'post', '/api/connections', [], ''],
    [422, 'post', '/api/connections', { name: 'S', store: { ...store, url: 'shop' } }, 'store.url'],
    [
      422,
      'post',
      '/api/connections',
      { name: 'S', store: { ...store, url: 'http://shop.example' } },
      'store.url',
    ],
    [
      422,
      'post',
      '/api/connections',
      { name: 'S', store: { ...store, url: 'https://127.0.0.1' } },
      'store.url',
    ],
    [
      422,
      'post',
      '/api/connections',
      { name: 'S', store: { ...store, url: 'https://me:pw@shop.example' } },
      'store.url',
    ],
    [
      422,
      'post',
      '/api/connections',
      { name: 'S', store, rules: { unknownProduct: 'catch-all' } },
      'rules.catchAllItem',
    ],
    [400, 'get', '/api/connections?limit=0', undefined, 'limit'],
    [400, 'get', '/api/connections?limit=201', undefined, 'limit'],
    [400, 'get', '/api/connections?limit=ten', undefined, 'limit'],
    [400, 'get', '/api/connections?limit=1&limit=2', undefined, 'limit'],
    [400, 'get', '/api/connections?cursor=nonsense', undefined, null],
    [400, 'get', '/api/connections?page=2', undefined, ''],
    [404, 'get', '/api/connections/con-unknown', undefined, null],
    [404, 'get', `/api/connections/${'x'.repeat(41)}`, undefined, null],
    [404, 'get', '/api/connections/..%2Fsecrets', undefined, null],
    [404, 'get', '/api/nothing', undefined, null],
    [404, 'patch', '/api/connections/con-unknown', { name: 'X' }, null],
    [404, 'delete', '/api/connections/con-unknown', undefined, null],
    [400, 'patch', 'ONE', { nme: 'X' }, ''],
    [422, 'patch', 'ONE', { store: { url: 'https://10.0.0.1' } }, 'store.url'],
    [409, 'patch', 'RETIRED', { name: 'X' }, null],
    [404, 'post', '/api/connections/con-unknown/check', undefined, null],
    [409, 'post', 'RETIRED/check', undefined, null],
    [400, 'post', 'ONE/rotate', { what: 'everything' }, 'what'],
    [400, 'post', 'ONE/rotate', { what: 'store', consumerKey: 'ck' }, 'consumerSecret'],
    [404, 'post', '/api/connections/con-unknown/rotate', { what: 'qbwc' }, null],
    [404, 'get', '/api/connections/con-unknown/qwc', undefined, null],
    [404, 'get', '/api/connections/con-unknown/rules', undefined, null],
    [400, 'put', 'ONE/rules', { goLive: 'yesterday' }, 'goLive'],
    [400, 'put', 'ONE/rules', { colour: 'red' }, ''],
    [422, 'put', 'ONE/rules', { statuses: ['trash'] }, 'statuses.0'],
    [412, 'put', 'ONE/rules', {}, null],
    [400, 'post', 'ONE/preview', {}, ''],
    [422, 'post', 'ONE/preview', { order: { id: 1 } }, 'order'],
    [404, 'post', 'ONE/preview', { orderId: 5 }, null],
    [400, 'post', 'ONE/backfill', { from: 'last week' }, 'from'],
    [422, 'post', 'ONE/backfill', { from: '2999-01-01' }, 'from'],
    [409, 'post', 'RETIRED/backfill', { from: '2020-01-01' }, null],
    [404, 'get', 'ONE/backfill/job-unknown', undefined, null],
    [404, 'get', '/api/connections/con-unknown/postings', undefined, null],
    [400, 'get', 'ONE/postings?state=lost', undefined, 'state'],
    [400, 'get', 'ONE/postings?kind=bill', undefined, 'kind'],
    [400, 'get', 'ONE/postings?orderId=x', undefined, 'orderId'],
    [404, 'post', 'ONE/postings/inv-unknown/retry', undefined, null],
    [404, 'post', 'ONE/postings/inv-unknown/explode', undefined, null],
    [404, 'get', 'ONE/orders/7', undefined, null],
    [404, 'get', 'ONE/orders/seven', undefined, null],
    [400, 'get', 'ONE/tie-out', undefined, 'from'],
    [400, 'get', 'ONE/tie-out?from=2026-01-01&to=2026-02-30', undefined, 'to'],
    [422, 'get', 'ONE/tie-out?from=2026-02-01&to=2026-01-01', undefined, 'to'],
    [422, 'get', 'ONE/tie-out?from=2020-01-01&to=2026-01-01', undefined, 'to'],
  ])('with %i of %s %s, body %j, says where', async (status, method, path, body, where) => {
    const request = product.call(method, at(path));
    const answer = await (body === undefined ? request : request.send(Object(body)));
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status,
      body: { status, type: 'about:blank', code: expect.any(String), detail: expect.any(String) },
    });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    if (where === null) return;
    const paths = answer.body.errors.map((error: { path: string }) => error.path);
    expect(paths).toContain(where);
  });
});

describe('a body', () => {
  it('that is not JSON is refused with 415', async () => {
    const answer = await product
      .call('post', '/api/connections')
      .set('Content-Type', 'application/x-www-form-urlencoded')
      .send('name=Shop');
    expect(answer.status).toBe(415);
    expect(answer.body.code).toBe('MEDIA_TYPE_UNSUPPORTED');
  });
});
