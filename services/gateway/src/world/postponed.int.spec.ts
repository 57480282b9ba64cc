import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { planCustomer, planInvoice } from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
  await planInvoice(world, 1, 'Ada');
  world.quickBooks.faults.refuse.set('>Order 1 ', { code: 3175, message: 'locked' });
});
afterEach(() => world.close());

const outcome = async (options: Parameters<typeof runUpdate>[1] = {}): Promise<string> =>
  (await runUpdate(world, options)).outcome;
const login = () =>
  world.calls.authenticate(world.credentials.username, world.credentials.password);
const later = (seconds: number): void => void (world.time.now += seconds * 1_000);

describe('an update that can do nothing yet', () => {
  it('comes again when the record that was locked is due, and posts then', async () => {
    expect(await outcome()).toBe('OK');
    later(10);
    const told = await outcome();
    const seconds = Number(/^postponed for (\d+) s$/.exec(told)?.[1]);
    expect(seconds).toBeLessThanOrEqual(20);
    world.quickBooks.faults.refuse.clear();
    later(seconds);
    expect([await outcome(), invoicesIn(world.quickBooks)]).toEqual(['OK: 1 posted', { 1: 1 }]);
  });

  it('leaves nothing behind: no session, and no other computer is kept out', async () => {
    await outcome();
    const before = await world.company();
    later(10);
    await outcome();
    expect(await world.company()).toEqual(before);
    await planInvoice(world, 2, 'Ada');
    expect(await outcome()).toBe('OK: 1 posted');
  });

  it('is told why where Auto-Run is off, and opens nothing that stays', async () => {
    await outcome();
    later(10);
    expect(await outcome({ isByHand: true })).toContain('a record is open in QuickBooks');
  });

  it('finds nothing to do where the next try is later than the next call', async () => {
    for (const _ of [1, 2, 3]) {
      await outcome();
      later(61);
    }
    await world.polls.flush();
    later(-30);
    expect(await outcome()).toBe('none');
  });
});

describe('the least interval between two updates', () => {
  const asked = (minimumIntervalSeconds: number | null) =>
    world.connections.change(world.connectionId, { minimumIntervalSeconds });

  it('is told with every login until it is taken back', async () => {
    await asked(900);
    later(2);
    const [, verdict, ...rest] = await login();
    const [, busy, ...again] = await login();
    expect([verdict, rest, busy, again]).toEqual(['', ['0', '900'], 'busy', ['0', '900']]);
    await asked(null);
    later(2);
    expect((await login()).length).toBe(2);
  });

  it('is not undercut by an update that is postponed', async () => {
    await asked(900);
    await outcome();
    later(10);
    const [, ...rest] = await login();
    expect(rest).toEqual(['', '900', '900']);
  });

  it('is no business of whoever has a wrong password', async () => {
    await asked(900);
    later(2);
    expect(await world.calls.authenticate(world.credentials.username, 'wrong')).toEqual([
      '',
      'nvu',
    ]);
  });
});
