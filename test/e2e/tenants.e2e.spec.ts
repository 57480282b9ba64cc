import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkBooks } from '../harness/books-checker.js';
import { sellAndWaitMapped, untilMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { shopAt, startWorld, type World } from '../harness/world.js';
import type { Company } from '../simulators/company/index.js';

let world: World;
let one: Shop;
let other: Shop;
beforeAll(async () => {
  // The same seed: order ids, numbers, customers and REST keys are alike in both.
  world = await startWorld({ stores: 3, shop: () => ({ store: { seed: 7 } }) });
  [one, other] = [shopAt(world.shops, 0), shopAt(world.shops, 1)];
  for (const { store } of [one, other]) store.sell(12);
  // What is sold later differs, so that a document in the wrong books would be seen.
  one.store.sellCaptured([27, 29, 31]);
  other.store.sellCaptured([30, 32, 33]);
  await Promise.all([one, other].map(({ store }) => store.deliver()));
  await Promise.all([one, other].map((shop) => untilMapped(world.api, shop)));
  await Promise.all([one, other].map((shop) => updateUntilDone(world.api, shop, shop.connector)));
});
afterAll(() => world.close());

const idsOf = ({ store }: Shop) => store.ledger().orders.map(({ id }) => id);
const marksOf = ({ company }: Shop) =>
  company.inspect.documents().flatMap(({ memo }) => /\[ml:[^\]]+\]/.exec(memo)?.[0] ?? []);
const writesInto = (company: Company, application: string) =>
  company.inspect
    .journal()
    .filter((entry) => entry.application === application && /(Add|Mod|Del|Void)$/.test(entry.type));

describe('two shops with two company files at once, alike in ids, numbers and customers', () => {
  it('end as two books that each equal their own shop', () => {
    expect(idsOf(one).filter((id) => idsOf(other).includes(id)).length).toBeGreaterThan(10);
    expect(checkBooks(one)).toEqual([]);
    expect(checkBooks(other)).toEqual([]);
  });

  it('share no mark', () => {
    const marks = marksOf(one);

    expect(marks.length).toBeGreaterThan(20);
    expect(marksOf(other).filter((mark) => marks.includes(mark))).toEqual([]);
  });

  it('see nothing of each other through the API', async () => {
    const mine = await world.api.postings(one.id);
    const theirs = new Set((await world.api.postings(other.id)).map(({ id }) => id));

    expect(mine.filter(({ id }) => theirs.has(id))).toEqual([]);
  });

  it.each([
    ['retry', 'a posting'],
    ['hold', 'a posting'],
    ['skip', 'a posting'],
  ])('cannot %s %s of the other: it is not there', async (verb) => {
    const [posting] = await world.api.postings(other.id, '&kind=invoice');
    const path = `/api/connections/${one.id}/postings/${posting?.id}/${verb}`;

    expect(await world.api.call('POST', path, {})).toMatchObject({ status: 404 });
    expect(await world.api.postings(other.id, '&kind=invoice')).toContainEqual(posting);
  });

  it('cannot read the other’s order or job: it is not there', async () => {
    const started = await world.api.call('POST', `/api/connections/${other.id}/backfill`, {
      from: '2026-11-01',
    });
    const { id } = z.object({ id: z.string() }).parse(started.body);
    const job = await world.api.call('GET', `/api/connections/${one.id}/backfill/${id}`);
    const order = await world.api.call('GET', `/api/connections/${one.id}/orders/30`);

    expect(started.status).toBe(202);
    expect([job.status, order.status]).toEqual([404, 404]);
  });

  it('do not take each other’s webhooks or logins', async () => {
    const delivery = one.store.state.sent.find(({ answered }) => answered === 200);
    const response = await fetch(other.connection.webhook.url, {
      method: 'POST',
      headers: { ...delivery?.headers },
      body: delivery?.body ?? '',
    });

    expect(response.status).toBe(401);
  });
});

describe('a company file that belongs to another connection', () => {
  it('gets no write when the Web Connector opens it instead of its own', async () => {
    const application = one.connector.qwc.appName;
    const before = other.company.inspect.counts();
    one.connector.openCompany(other.company);
    await sellAndWaitMapped(world.api, one, (store) => store.sell(2));
    const report = await one.connector.runUpdate();
    one.connector.openCompany(one.company);

    expect(writesInto(other.company, application)).toEqual([]);
    expect(other.company.inspect.counts()).toEqual(before);
    expect(report.lastError).toMatch(/company file/i);
    expect(report.closeText).toMatch(/company file/i);
  });

  it('gets no write from a connection that was never paired either', async () => {
    const third = shopAt(world.shops, 2);
    const application = third.connector.qwc.appName;
    third.connector.openCompany(other.company);
    third.store.sell(2);
    await third.store.deliver();
    await untilMapped(world.api, third);
    await third.connector.runUpdate();
    third.connector.openCompany(third.company);

    expect(writesInto(other.company, application)).toEqual([]);
  });

  it('delays nobody: each goes on with its own', async () => {
    const third = shopAt(world.shops, 2);
    for (const shop of [one, third]) await updateUntilDone(world.api, shop, shop.connector);

    expect(checkBooks(one)).toEqual([]);
    expect(checkBooks(third)).toEqual([]);
    expect(checkBooks(other)).toEqual([]);
  });
});
