import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { invoiceId, planCustomer, planInvoice, stateOf } from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
  for (const order of [1, 2]) await planInvoice(world, order, 'Ada');
});
afterEach(() => world.close());

describe('F56: a process of the gateway that stands still for minutes, and goes on', () => {
  it.each([
    'gw.lease',
    'gw.claimed',
    'gw.intent',
    'gw.committed',
    'gw.sent',
    'gw.recorded',
    'gw.applied',
    'gw.result',
    'gw.answered',
  ])('at %s, writes nothing that another did meanwhile', async (point) => {
    // A late set is not answered from memory: only the fence keeps it out.
    world.quickBooks.faults.forgetsSets = true;
    const still = Promise.withResolvers<void>();
    const other = world.newReplica();
    const stands = Promise.withResolvers<void>();
    Object.assign(world.die, { at: point, nth: 1, until: still.promise });
    world.died = stands.resolve;
    world.time.now += 61_000;
    // Its Web Connector waits as long, and takes to QuickBooks what it is told then.
    const ended = runUpdate({ ...world, died: null }).catch((error: unknown) => error);
    await stands.promise;

    const elsewhere = { ...world, calls: other.calls };
    for (let minute = 0; minute < 6; minute += 1) {
      world.time.now += 61_000;
      await runUpdate(elsewhere);
    }
    const before = invoicesIn(world.quickBooks);
    still.resolve();
    await ended;
    await settle(world);

    expect(before).toEqual({ 1: 1, 2: 1 });
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1 });
    expect(await stateOf(world, invoiceId(world, 2))).toBe('posted');
    await other.close();
  });
});
