import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKFILL_JOBS } from '@ml-connector/connections';
import { makeEvent, orderKey, orderObserved, TOPICS } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleProcess, startConsole } from './console-process.features.js';
import { CREATED_AT, plan, post, see } from './order-story.features.js';

const captures = join(import.meta.dirname, '../../../test/fixtures/woocommerce/rest');

let product: ConsoleProcess;
let connectionId: string;
let path: string;

beforeAll(async () => {
  product = await startConsole();
  connectionId = (await product.connect()).id;
  path = `/api/connections/${connectionId}`;
});
afterAll(() => product.close());

describe('a backfill', () => {
  it('is a job that waits for ingestion', async () => {
    const answer = await product.call('post', `${path}/backfill`).send({ from: '2026-01-01' });
    expect(answer.status).toBe(202);
    expect(answer.headers['location']).toBe(`${path}/backfill/${answer.body.id}`);
    expect(answer.body).toMatchObject({
      id: expect.stringMatching(/^[a-z0-9-]{1,40}$/),
      state: 'queued',
      from: '2026-01-01T00:00:00.000Z',
      progress: { seen: 0, new: 0, remaining: null },
      error: null,
    });
    const read = await product.call('get', answer.headers['location'] ?? '');
    expect(read.body).toEqual(answer.body);
    const queued = await product.ports.store
      .collection(BACKFILL_JOBS)
      .find({ index: 'byState', equals: ['queued'], limit: 10 });
    expect(queued.items.map((item) => item.id)).toContain(answer.body.id);
  });
});

describe('a backfill under the caps of a day', () => {
  const noteOf = async (dailyCaps: object): Promise<unknown> => {
    await product.call('patch', path).send({ dailyCaps });
    return (await product.call('post', `${path}/backfill`).send({ from: '2026-01-01' })).body.note;
  };

  it('says so, and how to lift them', async () => {
    expect(await noteOf({ customers: 500, documents: 5_000 })).toBe(
      'At most 500 new customers and 5,000 sales documents a day go into QuickBooks; what is more is held and goes on another day. Set dailyCaps of the connection to null while more of the past is read.',
    );
    expect(await noteOf({ customers: null })).toContain('At most 5,000 sales documents a day');
    expect(await noteOf({ documents: null })).toBeNull();
  });
});

describe('the timeline of an order', () => {
  it('tells its story from the log, each event once', async () => {
    const orderId = 51;
    await see(product.ports, { connectionId, orderId, total: 1999 });
    const observed = makeEvent(orderObserved, {
      id: 'obs-51',
      connectionId,
      key: orderKey(connectionId, orderId),
      occurredAt: CREATED_AT,
      recordedAt: CREATED_AT,
      correlationId: 'c',
      causationId: 'c',
      data: {
        orderId,
        modifiedAt: CREATED_AT,
        readNumber: 0,
        observedBy: 'webhook',
        contentHash: 'hash',
        shopper: 'shopper',
        payload: 'sealed',
      },
    });
    await publishEvents(product.ports.log, TOPICS.orders, [observed, observed]);
    const posting = await plan(product.ports, { connectionId, orderId, total: 1999 });
    await post(product.ports, posting);
    await expect
      .poll(async () => (await product.call('get', `${path}/orders/${orderId}`)).body.events.length)
      .toBe(3);
    const answer = await product.call('get', `${path}/orders/${orderId}`);
    expect(answer.body).toMatchObject({
      orderId,
      number: 'W-51',
      status: 'processing',
      complete: true,
      postings: [{ id: posting.id, state: 'posted' }],
      events: [
        { type: 'OrderObserved', postingId: null, sentence: expect.stringContaining('webhook') },
        { type: 'PostingPlanned', postingId: posting.id },
        { type: 'PostingPosted', postingId: posting.id },
      ],
    });
  });
});

describe('the tie-out', () => {
  it('compares what the shop sold with what QuickBooks holds', async () => {
    const { id } = await product.connect('Tied');
    await product
      .call('put', `/api/connections/${id}/rules`)
      .set('If-Match', '"1"')
      .send({ goLive: '2020-01-01T00:00:00Z', homeCurrency: 'EUR' });
    for (const [orderId, total] of [
      [61, 1000],
      [62, 2050],
      [63, 333],
    ] as const)
      await see(product.ports, { connectionId: id, orderId, total });
    await see(product.ports, { connectionId: id, orderId: 64, total: 999, status: 'pending' });
    await post(
      product.ports,
      await plan(product.ports, { connectionId: id, orderId: 61, total: 1000 }),
    );
    await plan(product.ports, { connectionId: id, orderId: 62, total: 2050 });
    const answer = await product.call(
      'get',
      `/api/connections/${id}/tie-out?from=2026-03-01&to=2026-03-01`,
    );
    expect(answer.body).toMatchObject({
      currency: 'EUR',
      days: [
        { date: '2026-03-01', orders: 3, store: '33.83', books: '10.00', difference: '23.83' },
      ],
      differences: [
        { orderId: 62, store: '20.50', books: '0.00', reason: expect.stringContaining('next run') },
        { orderId: 63, store: '3.33', books: '0.00', reason: expect.stringContaining('planned') },
      ],
    });
    const before = await product.call(
      'get',
      `/api/connections/${id}/tie-out?from=2026-02-01&to=2026-02-28`,
    );
    expect(before.body).toMatchObject({ days: [], differences: [] });
  });
});

describe('the preview', () => {
  const { body: order }: { readonly body: object } = JSON.parse(
    readFileSync(join(captures, 'order-coupon_pct.json'), 'utf8'),
  );

  it('holds an order while nothing is known of the company file', async () => {
    const answer = await product.call('post', `${path}/preview`).send({ order });
    expect(answer.status).toBe(200);
    const codes = answer.body.held.map((reason: { code: string }) => reason.code);
    expect(codes).toContain('COMPANY_NOT_READ');
  });

  it('shows an order that was seen before as it would show the order itself', async () => {
    await see(product.ports, { connectionId, orderId: 71, total: 1, payload: order });
    const asked = await product.call('post', `${path}/preview`).send({ orderId: 71 });
    const given = await product.call('post', `${path}/preview`).send({ order });
    expect(asked.status).toBe(200);
    expect(asked.body).toEqual(given.body);
  });

  it('leaves nothing behind', async () => {
    const { id } = await product.connect();
    await product.call('post', `/api/connections/${id}/preview`).send({ order });
    const postings = await product.call('get', `/api/connections/${id}/postings`);
    expect(postings.body.items).toEqual([]);
  });
});
