import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import {
  customerId,
  invoiceId,
  planCustomer,
  planInvoice,
  stateOf,
} from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  world.quickBooks.file.computer = 'FRONT-DESK';
  await fence('off');
  await planCustomer(world, 'Ada');
  await planInvoice(world, 1, 'Ada');
});
afterEach(() => world.close());

const fence = async (fencing: 'on' | 'off'): Promise<void> => {
  await world.connections.change(world.connectionId, { fence: fencing });
  // What is known of a connection may be a second old.
  world.time.now += 2_000;
};
const fences = () => world.quickBooks.things.filter(({ type }) => type === 'OtherName').length;
const reasonOf = async (order: number) =>
  (await world.postings.get(invoiceId(world, order)))?.reason?.code;
const login = () =>
  world.calls.authenticate(world.credentials.username, world.credentials.password);
/** The next set of invoices reaches the PC and no further. @returns runs it, as a PC does that wakes. */
const freezeNext = (): (() => void) => {
  const execute = world.quickBooks.execute;
  let frozen: string | null = null;
  world.quickBooks.execute = (xml) => {
    if (!xml.includes('<InvoiceAddRq') || frozen !== null) return execute(xml);
    frozen = xml;
    throw new Error('frozen');
  };
  return () => void execute(frozen ?? '');
};

describe('a connection that goes without the fence', () => {
  it('posts everything once and makes nothing of its own in the company file', async () => {
    await settle(world);
    await planInvoice(world, 2, 'Ada');
    expect((await settle(world)).at(-1)).toBe('none');
    expect([fences(), invoicesIn(world.quickBooks)]).toEqual([0, { 1: 1, 2: 1 }]);
  });

  it('costs no write where there is nothing to do', async () => {
    await settle(world);
    const before = await world.company();
    expect((await runUpdate(world)).outcome).toBe('none');
    expect(await world.company()).toEqual(before);
  });

  it('never lets another computer take over before the time of a session is over', async () => {
    await settle(world);
    await planInvoice(world, 2, 'Ada');
    await login();
    world.time.now += 30_000;
    expect((await login())[1]).toBe('busy');
    world.time.now += 31_000;
    expect((await login())[1]).toBe('');
  });

  it('removes the fence from its thoughts when it is turned off, and finds it again when turned on', async () => {
    await fence('on');
    await settle(world);
    expect(fences()).toBe(1);
    await fence('off');
    await planInvoice(world, 2, 'Ada');
    await settle(world);
    await fence('on');
    await planInvoice(world, 3, 'Ada');
    await settle(world);
    expect([fences(), invoicesIn(world.quickBooks)]).toEqual([1, { 1: 1, 2: 1, 3: 1 }]);
    expect((await world.company())?.isUnfenced).toBeUndefined();
  });
});

describe('without the fence, a set whose answer was lost', () => {
  it.each([true, false])(
    'is looked for and never sent a second time, whether QuickBooks forgot it: %s',
    async (forgets) => {
      world.quickBooks.faults.forgetsSets = forgets;
      await runUpdate(world, { loseAnswerOf: 2 });
      await settle(world);
      expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1 });
      expect(await stateOf(world, invoiceId(world, 1))).toBe('posted');
    },
  );

  it('goes out again where it never arrived and the same computer asks', async () => {
    await settle(world);
    await planInvoice(world, 2, 'Ada');
    freezeNext();
    await runUpdate(world, { loseAnswerOf: 1 });
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1 });
  });

  it.each(['OFFICE', null])(
    'is held for a person where another computer asks (%s), and wakes up to one document',
    async (computer) => {
      await settle(world);
      await planInvoice(world, 2, 'Ada');
      const wake = freezeNext();
      await runUpdate(world, { loseAnswerOf: 1 });
      world.quickBooks.file.computer = computer;
      await planInvoice(world, 3, 'Ada');
      await settle(world);
      expect([await reasonOf(2), invoicesIn(world.quickBooks)]).toEqual([
        'UNCLEAR_WHETHER_POSTED',
        { 1: 1, 3: 1 },
      ]);
      wake();
      await planInvoice(world, 4, 'Ada');
      await settle(world);
      expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });
    },
  );

  it.each(['on', 'off'] as const)(
    'stays what it was sent as when the fence is turned %s meanwhile',
    async (after) => {
      await fence(after === 'on' ? 'off' : 'on');
      await settle(world);
      await planInvoice(world, 2, 'Ada');
      world.quickBooks.faults.forgetsSets = true;
      await runUpdate(world, { loseAnswerOf: 1 });
      await fence(after);
      await settle(world);
      expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1 });
    },
  );

  it('is found by halving where QuickBooks could not read it', async () => {
    for (const order of [2, 3, 4]) await planInvoice(world, order, 'Ada');
    world.quickBooks.faults.hresult = (xml) => (xml.includes('Order 3 ') ? '0x80040400' : null);
    await settle(world);
    expect([invoicesIn(world.quickBooks), await reasonOf(3)]).toEqual([
      { 1: 1, 2: 1, 4: 1 },
      'REQUEST_NOT_READABLE',
    ]);
  });
});

describe('without the fence, a store of ours that was put back', () => {
  it('adopts what came to stand since, before anything is written', async () => {
    await settle(world);
    const restore = await world.backup();
    for (const order of [2, 3]) await planInvoice(world, order, 'Ada');
    await settle(world);
    await restore();
    for (const order of [2, 3]) await planInvoice(world, order, 'Ada');
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(await stateOf(world, invoiceId(world, 3))).toBe('posted');
  });
});

describe('without the fence, a process that is killed', () => {
  it.each(
    ['gw.lease', 'gw.claimed', 'gw.intent', 'gw.committed', 'gw.sent', 'gw.recorded', 'gw.applied']
      .concat(['gw.result', 'gw.answered', 'gw.close'])
      .map((point) => ({ point, nth: 2 })),
  )('at $point, time $nth, converges: every order once', async ({ point, nth }) => {
    for (const order of [2, 3]) await planInvoice(world, order, 'Ada');
    Object.assign(world.die, { at: point, nth });
    const outcomes = await settle(world);
    await planInvoice(world, 4, 'Ada');
    const later = await settle(world);
    const isRare = point === 'gw.lease' || point === 'gw.close';
    expect([...outcomes, ...later].includes('dead') || isRare).toBe(true);
    expect([later.at(-1), invoicesIn(world.quickBooks)]).toEqual([
      'none',
      { 1: 1, 2: 1, 3: 1, 4: 1 },
    ]);
    expect(await stateOf(world, customerId(world, 'Ada'))).toBe('posted');
  });
});
