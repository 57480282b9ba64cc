import type { DailyCaps } from '@ml-connector/connections';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import {
  customerId,
  invoiceId,
  planCustomer,
  planInvoice,
  planPayment,
  paymentId,
  stateOf,
  withdraw,
} from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
});
afterEach(() => world.close());

const cap = async (dailyCaps: Partial<DailyCaps>): Promise<void> => {
  await world.connections.change(world.connectionId, { dailyCaps });
  // What is known of a connection may be a second old.
  world.time.now += 2_000;
};
const plan = async (...orders: readonly number[]): Promise<void> => {
  for (const order of orders) {
    await planInvoice(world, order, 'Ada');
    world.time.now += 10;
  }
};
const standing = () => Object.keys(invoicesIn(world.quickBooks)).map(Number);
const states = (...orders: readonly number[]) =>
  Promise.all(orders.map((order) => stateOf(world, invoiceId(world, order))));
const counted = async () => (await world.company())?.today?.documents;
const days = (count: number): void => void (world.time.now += count * 86_400_000);

describe('a cap on the sales documents of a day', () => {
  it('is never passed: what is more is held, oldest first through, and says what, why and which setting', async () => {
    await cap({ documents: 3 });
    await plan(1, 2, 3, 4, 5);
    const { outcome } = await runUpdate(world);
    expect([outcome, standing()]).toEqual([
      'OK: 3 posted, 2 need a look in ml-connector',
      [1, 2, 3],
    ]);
    expect((await world.postings.get(invoiceId(world, 4)))?.reason).toEqual({
      code: 'DAILY_CAP',
      title: 'As much as the cap of a day allows went into QuickBooks today.',
      detail: expect.stringMatching(
        /^3 sales documents went on 2026-11-24, the last at 2026-11-24T\d\d:\d\dZ; the cap is 3 a day\.$/,
      ),
      fix: expect.stringContaining('or once the cap of the connection is raised'),
      setting: 'dailyCaps.documents',
    });
    expect(await counted()).toBe(3);
  });

  it('holds a flood in one update, and keeps back nothing that follows a sale that stands', async () => {
    await cap({ documents: 2 });
    await plan(...Array.from({ length: 60 }, (_, index) => index + 1));
    const { outcome } = await runUpdate(world);
    expect(outcome).toBe('OK: 2 posted, 58 need a look in ml-connector');
    await plan(61);
    await planPayment(world, 1);
    await planInvoice(world, 2, 'Ada', ['12.00']);
    await settle(world);
    expect([await stateOf(world, paymentId(world, 1)), ...(await states(2, 61))]).toEqual([
      'posted',
      'posted',
      'held',
    ]);
    await withdraw(world, 2);
    await settle(world);
    expect([(await states(2))[0], await counted(), standing().length]).toEqual(['voided', 2, 2]);
  });

  it('costs no write while there is no room, and changes nothing of what is held', async () => {
    await cap({ documents: 1 });
    await plan(1, 2);
    expect((await settle(world)).at(-1)).toBe('none');
    const before = [await world.company(), await world.postings.get(invoiceId(world, 2))];
    expect((await runUpdate(world)).outcome).toBe('none');
    expect([await world.company(), await world.postings.get(invoiceId(world, 2))]).toEqual(before);
  });

  it('raised lets as many go as there is room for, oldest first, and leaves the rest as it is', async () => {
    await cap({ documents: 1 });
    await plan(1, 2, 3, 4);
    await settle(world);
    const last = await world.postings.get(invoiceId(world, 4));
    await cap({ documents: 3 });
    await settle(world);
    expect([standing(), await world.postings.get(invoiceId(world, 4))]).toEqual([[1, 2, 3], last]);
    await cap({ documents: null });
    await settle(world);
    expect([standing(), await states(4)]).toEqual([[1, 2, 3, 4], ['posted']]);
  });

  it('lets no more be ready than there is room for, however often somebody logs in', async () => {
    await cap({ documents: 1 });
    await plan(1, 2, 3);
    await settle(world);
    await cap({ documents: 2 });
    for (const _ of [1, 2]) {
      world.time.now += 61_000;
      await world.calls.authenticate(world.credentials.username, world.credentials.password);
    }
    expect(await states(2, 3)).toEqual(['ready', 'held']);
    await settle(world);
    expect(await states(2, 3)).toEqual(['posted', 'held']);
  });

  it('has room again on another day of the shop, not of the world', async () => {
    // 23:00 there: their day ends an hour from now, ours in fourteen.
    await world.connections.learnStoreFacts(world.connectionId, {
      currency: 'NZD',
      timeZone: 'Pacific/Auckland',
      pricesIncludeTax: true,
    });
    await cap({ documents: 2 });
    await plan(1, 2, 3);
    await settle(world);
    expect(standing()).toEqual([1, 2]);
    world.time.now += 3_600_000;
    await settle(world);
    expect([standing(), await counted()]).toEqual([[1, 2, 3], 1]);
    days(1);
    await plan(4);
    await settle(world);
    expect((await world.company())?.capped).toBeUndefined();
  });

  it('holds again what a person retries while there is no room', async () => {
    await cap({ documents: 1 });
    await plan(1, 2);
    await settle(world);
    await world.postings.execute({
      postingId: invoiceId(world, 2),
      connectionId: world.connectionId,
      command: { type: 'Retry', by: 'ada', why: null, waitingFor: null },
    });
    await settle(world);
    expect([await states(2), standing()]).toEqual([['held'], [1]]);
  });
});

describe('a cap on the new customers of a day', () => {
  it('keeps the sales of those waiting that it holds, and nobody else', async () => {
    await cap({ customers: 2 });
    for (const name of ['Bob', 'Eve']) {
      await planCustomer(world, name);
      world.time.now += 10;
    }
    await planInvoice(world, 1, 'Ada');
    await planInvoice(world, 2, 'Bob');
    await planInvoice(world, 3, 'Eve');
    await settle(world);
    expect([
      standing(),
      (await world.postings.get(customerId(world, 'Eve')))?.reason?.setting,
      await states(3),
    ]).toEqual([[1, 2], 'dailyCaps.customers', ['waiting']]);
    days(1);
    await settle(world);
    expect(standing()).toEqual([1, 2, 3]);
  });
});

describe('what went already', () => {
  it('is sent again, and counted once, after its answer was lost', async () => {
    await cap({ documents: 3 });
    await plan(1, 2, 3);
    await runUpdate(world, { loseAnswerOf: 1 });
    await settle(world);
    expect([standing(), await states(1, 2, 3), await counted()]).toEqual([
      [1, 2, 3],
      ['posted', 'posted', 'posted'],
      3,
    ]);
  });

  it('goes in another set where it never arrived, although the cap was reached', async () => {
    await cap({ documents: 3 });
    await plan(1, 2, 3);
    Object.assign(world.quickBooks.faults, { dieAfter: 2, forgetsSets: true });
    await settle(world);
    expect([standing(), await counted()]).toEqual([[1, 2, 3], 3]);
    await plan(4);
    await settle(world);
    expect([standing(), await states(4)]).toEqual([[1, 2, 3], ['held']]);
  });

  it('goes again where QuickBooks refused it for a lock, and takes its place once', async () => {
    await cap({ documents: 2 });
    await plan(1, 2);
    world.quickBooks.faults.refuse.set('>Order 1 ', { code: 3175, message: 'locked' });
    await runUpdate(world);
    world.quickBooks.faults.refuse.clear();
    await settle(world);
    expect([invoicesIn(world.quickBooks), await counted()]).toEqual([{ 1: 1, 2: 1 }, 2]);
  });

  it('is found out about whatever the cap says by then', async () => {
    await cap({ documents: 3 });
    await plan(1, 2, 3);
    await runUpdate(world, { loseAnswerOf: 1 });
    world.quickBooks.faults.forgetsSets = true;
    await cap({ documents: 1 });
    await settle(world);
    expect([standing(), await states(1, 2, 3)]).toEqual([
      [1, 2, 3],
      ['posted', 'posted', 'posted'],
    ]);
  });

  it('is adopted by a store that was put back, although it knows of no room', async () => {
    await plan(1);
    await settle(world);
    await cap({ documents: 1 });
    const restore = await world.backup();
    await cap({ documents: 2 });
    await plan(2);
    await settle(world);
    await restore();
    world.time.now += 3_600_000;
    await plan(2);
    await settle(world);
    expect([invoicesIn(world.quickBooks), await states(2), await counted()]).toEqual([
      { 1: 1, 2: 1 },
      ['posted'],
      1,
    ]);
  });

  it('is adopted also where that store holds it for the cap', async () => {
    await cap({ documents: 1 });
    await plan(1, 2);
    await settle(world);
    const restore = await world.backup();
    await cap({ documents: 2 });
    await settle(world);
    await restore();
    expect(await states(2)).toEqual(['held']);
    world.time.now += 3_600_000;
    await settle(world);
    expect([invoicesIn(world.quickBooks), await states(2)]).toEqual([{ 1: 1, 2: 1 }, ['posted']]);
  });
});

describe('processes', () => {
  it('that die while they hold leave nothing behind that nobody looks for', async () => {
    await cap({ documents: 1 });
    await plan(1, 2, 3);
    world.die.at = 'gw.capped';
    expect((await runUpdate(world)).outcome).toBe('dead');
    await world.restart();
    await cap({ documents: null });
    await settle(world);
    expect(standing()).toEqual([1, 2, 3]);
  });

  it.each(['gw.claimed', 'gw.intent'])(
    'of which one stands still at %s pass the cap together no more than one',
    async (point) => {
      await cap({ documents: 1 });
      await plan(1);
      world.quickBooks.faults.forgetsSets = true;
      const still = Promise.withResolvers<void>();
      const stands = Promise.withResolvers<void>();
      const other = world.newReplica();
      Object.assign(world.die, { at: point, nth: 1, until: still.promise });
      world.died = stands.resolve;
      world.time.now += 61_000;
      const ended = runUpdate({ ...world, died: null }).catch((error: unknown) => error);
      await stands.promise;
      await plan(2);
      const elsewhere = { ...world, calls: other.calls };
      for (const _ of [1, 2, 3]) {
        world.time.now += 61_000;
        await runUpdate(elsewhere);
      }
      still.resolve();
      await ended;
      await settle(world);
      expect([standing(), await counted()]).toEqual([[1], 1]);
      await other.close();
    },
  );
});
