import { TOPICS, verbUsed } from '@ml-connector/contracts';
import { decodeRecord } from '@ml-connector/event-log';
import { readEvent } from '@ml-connector/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleProcess, startConsole } from './console-process.features.js';
import { plan, post } from './order-story.features.js';

let product: ConsoleProcess;
let connectionId: string;
let path: string;

beforeAll(async () => {
  product = await startConsole();
  connectionId = (await product.connect()).id;
  path = `/api/connections/${connectionId}/postings`;
});
afterAll(() => product.close());

const planned = (orderId: number) => plan(product.ports, { connectionId, orderId, total: 1999 });

const verb = (postingId: string, name: string, body: object = {}) =>
  product.call('post', `${path}/${postingId}/${name}`).send(body);

describe('a posting', () => {
  it('is shown with money as decimal strings and nothing internal', async () => {
    const { id } = await planned(1);
    const answer = await product.call('get', `${path}?orderId=1`);
    expect(answer.body).toEqual({
      items: [
        {
          id,
          kind: 'invoice',
          source: { type: 'order', id: '1', number: '1' },
          orderId: 1,
          revision: expect.any(Number),
          state: 'ready',
          dependsOn: [],
          waitingFor: null,
          total: '19.99',
          predictedTotal: '19.99',
          currency: 'EUR',
          reason: null,
          document: null,
          rulesVersion: 1,
          createdAt: expect.any(String),
          updatedAt: expect.any(String),
        },
      ],
      next: null,
    });
  });

  it('shows what stands in QuickBooks', async () => {
    const posting = await planned(2);
    await post(product.ports, posting);
    const answer = await product.call('get', `${path}?orderId=2`);
    expect(answer.body.items[0]).toMatchObject({
      state: 'posted',
      document: { type: 'Invoice', txnId: `T-${posting.id}`, total: '19.99', editSequence: '1' },
    });
    expect(answer.body.items[0].document).not.toHaveProperty('listId');
  });

  it('is found by state, kind and order, in pages', async () => {
    const { id } = await product.connect();
    const made = [];
    for (const orderId of [11, 12, 13])
      made.push(await plan(product.ports, { connectionId: id, orderId, total: 100 }));
    const list = `/api/connections/${id}/postings`;
    const first = await product.call('get', `${list}?state=ready&kind=invoice&limit=2`);
    const next = encodeURIComponent(first.body.next);
    const second = await product.call(
      'get',
      `${list}?state=ready&kind=invoice&limit=2&cursor=${next}`,
    );
    const found = [...first.body.items, ...second.body.items].map(
      (item: { id: string }) => item.id,
    );
    expect(found.toSorted()).toEqual(made.map((posting) => posting.id).toSorted());
    expect(second.body.next).toBeNull();
    expect((await product.call('get', `${list}?state=held`)).body.items).toEqual([]);
    expect((await product.call('get', `${list}?kind=payment`)).body.items).toEqual([]);
  });
});

describe('the verbs', () => {
  it('hold, retry and skip as the states allow', async () => {
    const { id } = await planned(21);
    const held = await verb(id, 'hold', { why: 'Wrong price.', who: 'Ann' });
    expect(held.body).toMatchObject({
      state: 'held',
      reason: { code: 'HELD_BY_PERSON', detail: 'Wrong price.' },
    });
    expect((await verb(id, 'retry')).body.state).toBe('ready');
    expect((await verb(id, 'skip')).body.state).toBe('skipped');
    expect((await verb(id, 'retry')).body.state).toBe('ready');
  });

  it.each<[string, readonly string[], string]>([
    ['retry', [], 'ready'],
    ['hold', ['hold'], 'held'],
    ['hold', ['skip'], 'skipped'],
    ['skip', ['skip'], 'skipped'],
  ])('are refused with 409 naming the state: %s after %j', async (name, before, state) => {
    const { id } = await planned(100 + name.length * 10 + before.join().length + state.length);
    for (const earlier of before) await verb(id, earlier);
    const answer = await verb(id, name);
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('STATE_FORBIDS');
    expect(answer.body.detail).toContain(state);
  });

  it('are refused for what was posted', async () => {
    const posting = await planned(31);
    await post(product.ports, posting);
    for (const name of ['retry', 'hold', 'skip'])
      expect((await verb(posting.id, name)).status).toBe(409);
  });

  it('work without a body', async () => {
    const { id } = await planned(32);
    const answer = await product.call('post', `${path}/${id}/hold`);
    expect(answer.status).toBe(200);
    expect(answer.body.reason.detail).toBe('No reason was given.');
  });

  it('let a retried posting wait for what it depends on', async () => {
    const { id } = await plan(product.ports, {
      connectionId,
      orderId: 33,
      total: 100,
      kind: 'payment',
      dependsOn: ['inv-none'],
    });
    await verb(id, 'hold');
    const answer = await verb(id, 'retry');
    expect(answer.body).toMatchObject({ state: 'waiting', waitingFor: 'inv-none' });
  });

  it.each(['mapping', 'gateway', 'shop', ''])('cannot be used in the name of %j', async (who) => {
    const { id } = await planned(34);
    const answer = await verb(id, 'hold', { who });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].path).toBe('who');
  });

  it('stand in the log with who and why', async () => {
    const { id } = await planned(35);
    await verb(id, 'skip', { why: 'Test order.', who: 'Ann' });
    const { log } = product.ports;
    const partitions = await log.ends(TOPICS.connections);
    const records = await Promise.all(
      partitions.map(({ partition }) => log.read(TOPICS.connections, partition, 0, 1_000)),
    );
    const used = records
      .flat()
      .flatMap((record) => readEvent([verbUsed], decodeRecord(record)) ?? []);
    expect(used.map((event) => event.data)).toContainEqual({
      verb: 'skip',
      subject: id,
      who: 'Ann',
      why: 'Test order.',
    });
  });
});

describe('another connection', () => {
  it.each(['retry', 'hold', 'skip'])('cannot %s a posting that is not its own', async (name) => {
    const { id } = await planned(41);
    const other = (await product.connect()).id;
    const answer = await product.call('post', `/api/connections/${other}/postings/${id}/${name}`);
    expect(answer.status).toBe(404);
    const own = await product.call('get', `${path}?orderId=41`);
    expect(own.body.items[0].state).toBe('ready');
  });

  it('sees neither postings, orders nor jobs that are not its own', async () => {
    await planned(42);
    const job = await product
      .call('post', `/api/connections/${connectionId}/backfill`)
      .send({ from: '2026-01-01' });
    const other = `/api/connections/${(await product.connect()).id}`;
    expect((await product.call('get', `${other}/postings?orderId=42`)).body.items).toEqual([]);
    expect((await product.call('get', `${other}/orders/42`)).status).toBe(404);
    expect((await product.call('get', `${other}/backfill/${job.body.id}`)).status).toBe(404);
  });
});
