import { BACKFILL_JOBS, newBackfillJob } from '@ml-connector/connections';
import { TOPICS } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';
import { ShopUnavailable } from '@ml-connector/woocommerce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../ingestion-world.features.js';
import { orderJson, type ScriptedShop } from '../scripted-shop.features.js';
import { BackfillSchedule } from './backfill.schedule.js';
import { changeSweep, loadSweep } from './sweep-document.js';

let world: World;
let schedule: BackfillSchedule;
let shop: ScriptedShop;
let id: string;

const restart = () => {
  schedule = new BackfillSchedule({
    ports: world.ports,
    connections: world.reader,
    clients: world.clients,
  });
};

beforeEach(async () => {
  world = await openWorld();
  restart();
  const made = await world.connect('shop');
  ({ shop } = made);
  ({ id } = made.connection);
  for (let n = 1; n <= 250; n += 1) {
    const second = `${n % 60}`.padStart(2, '0');
    const minute = `${Math.floor(n / 60)}`.padStart(2, '0');
    shop.orders.set(n, orderJson(n, { date_modified_gmt: `2026-05-01T12:${minute}:${second}` }));
  }
});

afterEach(() => world.close());

const jobs = () => world.ports.store.collection(BACKFILL_JOBS);
const queue = (from = '2026-05-01T12:00:01.000Z') =>
  jobs().insert('job-1', newBackfillJob({ id: 'job-1', connectionId: id, from }, from));
const job = async () => (await jobs().get('job-1'))?.value;
const orders = async () =>
  new Set((await world.events(TOPICS.orders)).map(({ data }) => data['orderId']));

describe('a backfill', () => {
  it('reads from its date on, the date included, and is done', async () => {
    await queue('2026-05-01T12:01:00.000Z');
    await schedule.runOnce();
    expect(await job()).toMatchObject({ state: 'done', error: null, progress: { remaining: 0 } });
    expect([...(await orders())].map(Number).toSorted((a, b) => a - b)[0]).toBe(60);
    expect((await orders()).size).toBe(191);
  });

  it.each(['poll.fetched', 'poll.stored'])('goes on after it died at %s', async (place) => {
    await queue();
    world.dieAt(place, 2);
    await schedule.runOnce();
    expect(await job()).toMatchObject({ state: 'running' });
    restart();
    await schedule.runOnce();
    expect(await job()).toMatchObject({ state: 'done' });
    expect((await orders()).size).toBe(250);
  });

  it('finds nothing new the second time', async () => {
    await queue();
    await schedule.runOnce();
    const before = (await world.events(TOPICS.orders)).length;
    const again = newBackfillJob(
      { id: 'job-2', connectionId: id, from: '2026-05-01T12:00:00.000Z' },
      '2026-11-24T10:00:00.000Z',
    );
    await jobs().insert('job-2', again);
    await schedule.runOnce();
    expect((await jobs().get('job-2'))?.value).toMatchObject({
      state: 'done',
      progress: { new: 0 },
    });
    expect(await world.events(TOPICS.orders)).toHaveLength(before);
  });

  it('takes the orders that it could read off what the sweep could not', async () => {
    const named = [100, 999].map((order) => ({ what: 'order' as const, id: order, problem: 'x' }));
    await changeSweep(world.ports.store, id, () => ({ unreadable: named }));
    await queue();
    await schedule.runOnce();
    expect((await loadSweep(world.ports.store, id)).unreadable).toMatchObject([{ id: 999 }]);
  });

  it('waits for a shop that cannot answer, and fails with its sentence where it refuses', async () => {
    await queue();
    shop.faults.next = () => {
      throw new ShopUnavailable('Down.');
    };
    await schedule.runOnce();
    expect(await job()).toMatchObject({ state: 'queued' });
    shop.faults.each = () => {
      throw new AppError('SHOP_REFUSED', 'The store refuses the API key.');
    };
    world.time.now += 60_000;
    await schedule.runOnce();
    expect(await job()).toMatchObject({ state: 'failed', error: 'The store refuses the API key.' });
  });
});
