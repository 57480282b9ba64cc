import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleProcess, startConsole } from './console-process.features.js';

let product: ConsoleProcess;

beforeAll(async () => {
  product = await startConsole();
});
afterAll(() => product.close());

describe('POST /api/connections', () => {
  it('answers with the addresses and the secrets, which no later answer shows', async () => {
    const answer = await product.call('post', '/api/connections').send({
      name: 'Shop',
      store: { url: 'https://shop.example/', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
    });
    expect(answer.status).toBe(201);
    const { id } = answer.body;
    expect(answer.headers['location']).toBe(`/api/connections/${id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[a-z0-9-]{1,40}$/),
      webhook: {
        url: `https://books.example/webhooks/${id}`,
        secret: expect.stringMatching(/^[A-Za-z0-9]{50}$/),
      },
      qbwc: {
        username: `ml-${id}`,
        password: expect.stringMatching(/^[A-Za-z0-9]{24}$/),
        url: 'https://books.example/qbwc',
      },
    });
    const later = await product.call('get', `/api/connections/${id}`);
    for (const secret of [answer.body.webhook.secret, answer.body.qbwc.password, 'ck_1', 'cs_1'])
      expect(later.text).not.toContain(secret);
    expect(later.body).toMatchObject({
      id,
      name: 'Shop',
      state: 'active',
      store: { url: 'https://shop.example', currency: null },
      rulesVersion: 1,
    });
    expect(later.body.checks.map((check: { name: string }) => check.name)).toEqual([
      'sweep',
      'webhooks',
      'web-connector-calls',
      'web-connector-update',
    ]);
  });

  it('keeps the rules that were given, defaults filling the rest', async () => {
    const answer = await product.call('post', '/api/connections').send({
      name: 'Shop',
      store: { url: 'https://shop.example', consumerKey: 'ck', consumerSecret: 'cs' },
      rules: { document: 'sales-receipt', homeCurrency: 'EUR' },
    });
    const rules = await product.call('get', `/api/connections/${answer.body.id}/rules`);
    expect(rules.body).toMatchObject({
      version: 1,
      document: 'sales-receipt',
      homeCurrency: 'EUR',
      unknownProduct: 'hold',
    });
  });
});

describe('a list of connections', () => {
  it('comes in pages', async () => {
    const made = [await product.connect(), await product.connect(), await product.connect()];
    const ids: string[] = [];
    let path = '/api/connections?limit=2';
    while (path !== '') {
      const page = await product.call('get', path);
      expect(page.status).toBe(200);
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      ids.push(...page.body.items.map((item: { id: string }) => item.id));
      const { next } = page.body;
      path = next === null ? '' : `/api/connections?limit=2&cursor=${encodeURIComponent(next)}`;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
  });
});

describe('a connection', () => {
  it('is changed in part', async () => {
    const { id } = await product.connect();
    const answer = await product
      .call('patch', `/api/connections/${id}`)
      .send({ name: 'Other', store: { url: 'https://moved.example/' } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ name: 'Other', store: { url: 'https://moved.example' } });
  });

  it('is called as often as the Web Connector likes until its owner asks for less', async () => {
    const { id } = await product.connect();
    const url = `/api/connections/${id}`;
    const asked = async (minimumIntervalSeconds: unknown) => {
      const { status, body } = await product.call('patch', url).send({ minimumIntervalSeconds });
      return [status, body.minimumIntervalSeconds];
    };
    expect((await product.call('get', url)).body.minimumIntervalSeconds).toBeNull();
    expect(await asked(900)).toEqual([200, 900]);
    expect((await product.call('patch', url).send({ name: 'Other' })).body).toMatchObject({
      minimumIntervalSeconds: 900,
    });
    expect(await asked(null)).toEqual([200, null]);
    for (const wrong of [59, 86_401, 90.5, '900']) expect((await asked(wrong))[0]).toBe(400);
  });

  it('lets so many sales into QuickBooks a day, until its owner says otherwise', async () => {
    const { id } = await product.connect();
    const url = `/api/connections/${id}`;
    const said = async (dailyCaps: unknown) => {
      const { status, body } = await product.call('patch', url).send({ dailyCaps });
      return [status, body.dailyCaps];
    };
    const shown = (await product.call('get', url)).body.dailyCaps;
    expect(shown).toEqual({ customers: 500, documents: 5_000 });
    expect(await said({ customers: 20 })).toEqual([200, { customers: 20, documents: 5_000 }]);
    expect(await said({ documents: null })).toEqual([200, { customers: 20, documents: null }]);
    for (const wrong of [{ customers: 0 }, { documents: 1.5 }, { orders: 1 }, 7, null])
      expect((await said(wrong))[0]).toBe(400);
  });

  it('goes with the fence until it is turned off', async () => {
    const { id } = await product.connect();
    const url = `/api/connections/${id}`;
    expect((await product.call('get', url)).body.fence).toBe('on');
    const off = await product.call('patch', url).send({ fence: 'off' });
    expect([off.status, off.body.fence]).toEqual([200, 'off']);
    expect((await product.call('patch', url).send({ fence: 'maybe' })).status).toBe(400);
  });

  it('once retired is still read, no longer listed and no longer changed', async () => {
    const { id } = await product.connect();
    const path = `/api/connections/${id}`;
    expect((await product.call('delete', path)).status).toBe(204);
    expect((await product.call('delete', path)).status).toBe(204);
    expect((await product.call('get', path)).body).toMatchObject({ state: 'retired' });
    const listed = await product.call('get', '/api/connections?limit=200');
    expect(listed.body.items.map((item: { id: string }) => item.id)).not.toContain(id);
    expect((await product.call('patch', path).send({ name: 'X' })).status).toBe(409);
    expect((await product.call('get', `${path}/qwc`)).status).toBe(409);
    expect((await product.call('post', `${path}/rotate`).send({ what: 'qbwc' })).status).toBe(409);
  });
});

describe('POST …/rotate', () => {
  it('tells a new webhook secret', async () => {
    const { id, webhook } = await product.connect();
    const answer = await product
      .call('post', `/api/connections/${id}/rotate`)
      .send({ what: 'webhook' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      what: 'webhook',
      webhook: { url: webhook.url, secret: expect.stringMatching(/^[A-Za-z0-9]{50}$/) },
    });
    expect(answer.body.webhook.secret).not.toBe(webhook.secret);
  });

  it('tells a new password for the same user', async () => {
    const { id, qbwc } = await product.connect();
    const answer = await product
      .call('post', `/api/connections/${id}/rotate`)
      .send({ what: 'qbwc' });
    expect(answer.body.qbwc.username).toBe(qbwc.username);
    expect(answer.body.qbwc.password).not.toBe(qbwc.password);
  });

  it('takes new keys of the shop and tells nothing of them', async () => {
    const { id } = await product.connect();
    const answer = await product
      .call('post', `/api/connections/${id}/rotate`)
      .send({ what: 'store', consumerKey: 'ck_new', consumerSecret: 'cs_new' });
    expect(answer.body).toEqual({ what: 'store' });
  });

  it('renews the file id, and the .qwc file with it', async () => {
    const { id } = await product.connect();
    const answer = await product
      .call('post', `/api/connections/${id}/rotate`)
      .send({ what: 'fileId' });
    const qwc = await product.call('get', `/api/connections/${id}/qwc`);
    expect(qwc.text).toContain(`<FileID>${answer.body.qbwc.fileId}</FileID>`);
  });
});

describe('GET …/qwc', () => {
  it('is a file to be saved, without the password', async () => {
    const { id, qbwc } = await product.connect();
    const answer = await product.call('get', `/api/connections/${id}/qwc`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/xml/);
    expect(answer.headers['content-disposition']).toContain(`ml-connector-${id}.qwc`);
    const text = answer.text;
    expect(text).toContain(`<UserName>${qbwc.username}</UserName>`);
    expect(text).not.toContain(qbwc.password);
  });
});

describe('the rules', () => {
  it('are replaced as a whole by who knows their version', async () => {
    const { id } = await product.connect();
    const path = `/api/connections/${id}/rules`;
    const read = await product.call('get', path);
    expect(read.headers['etag']).toBe('"1"');
    const put = await product
      .call('put', path)
      .set('If-Match', '"1"')
      .send({ ...read.body, guests: 'shared' });
    expect(put.status).toBe(200);
    expect(put.headers['etag']).toBe('"2"');
    expect(put.body).toMatchObject({ version: 2, guests: 'shared', goLive: read.body.goLive });
    const again = await product.call('get', path);
    expect(again.body).toEqual(put.body);
  });

  it.each([
    ['of an older version', '"0"'],
    ['that is no version', '"abc"'],
  ])('are not replaced with an If-Match %s', async (_, tag) => {
    const { id } = await product.connect();
    const put = await product
      .call('put', `/api/connections/${id}/rules`)
      .set('If-Match', tag)
      .send({});
    expect(put.status).toBe(412);
    expect(put.body.code).toBe('VERSION_DIFFERS');
  });

  it('are not replaced without If-Match', async () => {
    const { id } = await product.connect();
    const put = await product.call('put', `/api/connections/${id}/rules`).send({});
    expect(put.status).toBe(412);
  });
});
