import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

const TOPICS = [
  'ingestion.orders.v1',
  'ingestion.customers.v1',
  'postings.events.v1',
  'gateway.sets.v1',
  'gateway.lists.v1',
  'connections.events.v1',
];

const job = z.object({
  state: z.string(),
  error: z.string().nullable(),
  plan: z
    .object({ post: z.int(), change: z.int(), void: z.int(), leave: z.int(), events: z.int() })
    .nullable(),
  differing: z.int(),
  differences: z.array(z.unknown()),
});

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld();
  shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => [
    ...store.sellCaptured([27, 29, 31, 36, 49, 51, 54]),
    ...store.sell(6),
  ]);
  await updateUntilDone(world.api, shop, shop.connector);
});
afterAll(() => world.close());

const verify = async () => (await world.api.call('GET', '/api/audit/verify')).body;

const replay = async (body: object) => {
  const started = await world.api.call('POST', '/api/replays', body);
  expect(started).toMatchObject({ status: 202 });
  return eventually(
    async () => {
      const answer = await world.api.call('GET', started.headers.get('location') ?? '');
      const read = job.parse(answer.body);
      expect(['done', 'failed']).toContain(read.state);
      return read;
    },
    { within: 20_000 },
  );
};

/** Everything that stands in the books, as it stands. */
const books = () =>
  JSON.stringify([shop.company.inspect.documents(), shop.company.inspect.lists()]);

describe('the audit of a day', () => {
  it('has chained every event, and finds nothing wrong', async () => {
    await eventually(async () => {
      expect(await verify()).toMatchObject({ state: 'intact', pending: 0, firstBad: null });
    });
    const { checked } = z.object({ checked: z.int() }).parse(await verify());

    expect(checked).toBeGreaterThan(100);
  });

  it('tells the story of an order from the shop to the books, and of no other', async () => {
    const answer = await world.api.call('GET', `/api/connections/${shop.id}/orders/27`);
    const { events } = z
      .object({ events: z.array(z.object({ type: z.string(), sentence: z.string() })) })
      .parse(answer.body);
    const types = events.map(({ type }) => type);

    expect(answer).toMatchObject({ status: 200, body: { number: '27', complete: true } });
    expect(types[0]).toBe('OrderObserved');
    const path = ['OrderObserved', 'PostingPlanned', 'PostingHanded', 'PostingPosted'];
    const places = path.map((type) => types.indexOf(type));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(events.map(({ sentence }) => sentence).join('\n')).toMatch(
      /Invoice 27 stands in QuickBooks with a total of 45\.81/,
    );
  });

  it('lists the events of an order without what is personal', async () => {
    const query = `connectionId=${shop.id}&orderId=27&type=OrderObserved`;
    const answer = await world.api.call('GET', `/api/audit/events?${query}`);
    const { items } = z.object({ items: z.array(z.unknown()) }).parse(answer.body);

    expect(items.length).toBeGreaterThan(0);
    expect(items).toEqual(items.map(() => expect.objectContaining({ orderId: 27 })));
    expect(JSON.stringify(items)).not.toMatch(/Mustermann|erika/i);
  });

  it('ties out: what differs is what is held, and says why', async () => {
    const answer = await world.api.call(
      'GET',
      `/api/connections/${shop.id}/tie-out?from=2026-11-01&to=2026-12-31`,
    );
    const { days, differences } = z
      .object({
        days: z.array(z.object({ date: z.string(), difference: z.string() })),
        differences: z.array(z.object({ orderId: z.int(), reason: z.string() })),
      })
      .parse(answer.body);

    expect(checkBooks(shop)).toEqual([]);
    expect(differences.map(({ orderId }) => orderId).toSorted((a, b) => a - b)).toEqual([36, 51]);
    expect(differences.every(({ reason }) => reason !== '')).toBe(true);
    // 51: the shop paid 5.00 back as a bare amount, whose credit memo waits for a person.
    expect(days.map(({ difference }) => difference).filter((one) => one !== '0.00')).toEqual([
      '-5.00',
    ]);
  });
});

describe('a replay', () => {
  it('that rebuilds from the first event finds the live state, and posts nothing', async () => {
    const before = books();
    const rebuilt = await replay({ mode: 'rebuild', dryRun: false });
    await updateUntilDone(world.api, shop, shop.connector);

    expect(rebuilt).toMatchObject({ state: 'done', error: null, differing: 0, differences: [] });
    expect(rebuilt.plan).toMatchObject({ post: 0, change: 0, void: 0 });
    expect(rebuilt.plan?.events).toBeGreaterThan(100);
    expect(books()).toBe(before);
  });

  it('that is only planned says that nothing would be posted', async () => {
    const [topic] = TOPICS;
    const planned = await replay({ mode: 'reproject', topic, offsets: { 0: 0 }, dryRun: true });

    expect(planned).toMatchObject({ state: 'done', plan: { post: 0, change: 0, void: 0 } });
  });

  it.each(TOPICS)('that hands %s out again from offset 0 posts nothing new', async (topic) => {
    const before = books();
    const done = await replay({ mode: 'reproject', topic, dryRun: false });
    await updateUntilDone(world.api, shop, shop.connector);

    expect(done).toMatchObject({ state: 'done', error: null });
    expect(books()).toBe(before);
    expect(await verify()).toMatchObject({ state: 'intact' });
  });

  it('leaves books that equal the shop', () => {
    expect(checkBooks(shop)).toEqual([]);
  });
});
