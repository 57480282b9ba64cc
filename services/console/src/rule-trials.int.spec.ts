import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillCompany } from './company-lists.features.js';
import { type ConsoleProcess, GO_LIVE, startConsole } from './console-process.features.js';
import { postingsOf, see } from './order-story.features.js';

const captures = join(import.meta.dirname, '../../../test/fixtures/woocommerce/rest');
const captured = (name: string): Record<string, unknown> => {
  const { body }: { readonly body: Record<string, unknown> } = JSON.parse(
    readFileSync(join(captures, `${name}.json`), 'utf8'),
  );
  return body;
};

/** Two orders of shirts alone, one of an unknown product, one that is cancelled, one in another currency. */
const ORDERS = [
  'order-lifecycle',
  'order-tax_exempt',
  'order-rounding',
  'order-cancelled',
  'order-jpy',
];
const RULES = { goLive: GO_LIVE, homeCurrency: 'EUR' };

let product: ConsoleProcess;
let connectionId: string;
let path: string;

beforeAll(async () => {
  product = await startConsole();
  connectionId = (await product.connect()).id;
  path = `/api/connections/${connectionId}/rules`;
  await product.call('put', path).set('If-Match', '*').send(RULES).expect(200);
  await fillCompany(product.ports, connectionId);
  for (const name of ORDERS) {
    const payload = captured(name);
    const orderId = Number(payload['id']);
    await see(product.ports, { connectionId, orderId, total: 0, payload });
  }
});
afterAll(() => product.close());

const tryRules = async (rules: object, more: object = {}) => {
  const started = await product
    .call('post', `${path}/try`)
    .send({ rules: { ...RULES, ...rules }, ...more });
  expect(started.status).toBe(202);
  const location = String(started.headers['location']);
  for (let look = 0; look < 200; look += 1) {
    const { body } = await product.call('get', location);
    if (body.state === 'failed') throw new Error(body.error);
    if (body.state === 'done') return { location, job: body };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The trial did not end.');
};

const ordersOf = async (location: string, query = '') =>
  (await product.call('get', `${location}/orders${query}`)).body.items;

describe('a trial of rules', () => {
  it('finds nothing to change where the rules are those in force', async () => {
    const { job, location } = await tryRules({});
    expect(job).toMatchObject({
      state: 'done',
      progress: { seen: 5, new: 0, remaining: 0 },
      summary: { changed: 0, undecidable: 0 },
    });
    expect(job.summary.before).toEqual(job.summary.after);
    expect(job.summary.before).toMatchObject({ posts: 2, held: 2, nothing: 1 });
    expect(await ordersOf(location)).toEqual([]);
  });

  it('tells which orders would no longer be held, and what they would become', async () => {
    const { job, location } = await tryRules({ unknownProduct: 'create' });
    expect(job.summary).toMatchObject({ changed: 1, changes: { 'no-longer-held': 1 } });
    const [order] = await ordersOf(location);
    expect(order).toMatchObject({
      orderId: captured('order-rounding')['id'],
      change: 'no-longer-held',
      before: { held: [{ code: 'UNKNOWN_PRODUCT' }] },
      after: { held: [], skipped: null },
    });
    const total = captured('order-rounding')['total'];
    expect(order.after.documents).toContainEqual(
      expect.objectContaining({ kind: 'invoice', total }),
    );
    const sold =
      Number(job.summary.after.totals[0].total) - Number(job.summary.before.totals[0].total);
    expect(sold.toFixed(2)).toBe(total);
  });

  it('tells which would be held or no longer posted', async () => {
    const { location } = await tryRules({ statuses: ['on-hold'] });
    const orders = await ordersOf(location);
    const changes = orders.map(({ change }: { readonly change: string }) => change);
    expect(new Set(changes)).toEqual(new Set(['no-longer-posted']));
    const held = await tryRules({ homeCurrency: 'USD' });
    expect(held.job.summary.changes['newly-held']).toBe(2);
    expect(await ordersOf(held.location, '?change=newly-held&limit=1')).toHaveLength(1);
  });

  it('shows documents of equal totals that stand otherwise in the books', async () => {
    const { job, location } = await tryRules({ document: 'sales-receipt' });
    expect(job.summary.changes['documents-differ']).toBe(2);
    expect(job.summary.before.totals).toEqual(job.summary.after.totals);
    const [order] = await ordersOf(location, '?change=documents-differ');
    const kinds = (side: { readonly documents: readonly { readonly kind: string }[] }) =>
      side.documents.map(({ kind }) => kind);
    expect([kinds(order.before), kinds(order.after)]).toEqual([
      ['invoice', 'payment'],
      ['sales-receipt'],
    ]);
  });

  it('posts nothing, changes no rule and says nothing of who bought', async () => {
    const { location } = await tryRules({ taxMode: 'other-charge', guests: 'shared' });
    expect((await postingsOf(product.ports).list({ connectionId, limit: 10 })).items).toEqual([]);
    expect((await product.call('get', path)).body).toMatchObject({
      version: 2,
      unknownProduct: 'hold',
    });
    const text = JSON.stringify(await ordersOf(location));
    expect(text).toContain('T-Shirt');
    expect(text).not.toMatch(/Mustermann|example\.test|Musterstra/);
  });

  it('looks at a time and a number of orders, and keeps the details of the newest trial only', async () => {
    const before = await tryRules({ document: 'sales-receipt' });
    expect((await tryRules({}, { limit: 2 })).job.progress.seen).toBe(2);
    expect((await tryRules({}, { to: '2020-01-01' })).job.progress.seen).toBe(0);
    expect((await product.call('get', before.location)).status).toBe(404);
  });

  it('refuses what makes no sense', async () => {
    const bad = (body: object) => product.call('post', `${path}/try`).send(body);
    expect((await bad({})).status).toBe(400);
    expect((await bad({ rules: { ...RULES, document: 'novel' } })).status).toBe(400);
    expect((await bad({ rules: RULES, limit: 1_000_000 })).status).toBe(400);
    expect((await bad({ rules: RULES, from: '2026-02-01', to: '2026-01-01' })).status).toBe(422);
    expect((await product.call('get', `${path}/try/try-none`)).status).toBe(404);
  });

  it('is nobody else’s', async () => {
    const { location } = await tryRules({});
    const other = (await product.connect('Another shop')).id;
    const foreign = location.replace(connectionId, other);
    expect((await product.call('get', foreign)).status).toBe(404);
    expect((await product.call('get', `${foreign}/orders`)).status).toBe(404);
  });
});
