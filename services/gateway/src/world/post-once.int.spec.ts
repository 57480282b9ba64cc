import { TOPICS } from '@ml-connector/contracts';
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
});
afterEach(() => world.close());

const planOrders = async (numbers: readonly number[]): Promise<void> => {
  await planCustomer(world, 'Ada');
  for (const number of numbers) await planInvoice(world, number, 'Ada');
};
const ORDERS = [1, 2, 3, 4, 5];
const ONCE = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 };
const types = async (topic: Parameters<World['events']>[0]) =>
  (await world.events(topic)).map(({ type }) => type);

describe('an update', () => {
  it('pairs, makes the fence, reads the lists, and posts a customer and then what waited for it', async () => {
    await planOrders(ORDERS);
    const { outcome, percents } = await runUpdate(world);
    expect([outcome, percents.at(-1)]).toEqual(['OK: 6 posted', 99]);
    expect(invoicesIn(world.quickBooks)).toEqual(ONCE);
    expect(await stateOf(world, invoiceId(world, 3))).toBe('posted');
    expect(percents.slice(0, -1).every((percent) => percent > 0 && percent < 100)).toBe(true);
  });

  it('tells after each set which share of the documents is dealt with, and done only at the end', async () => {
    await settle(world);
    await planOrders(Array.from({ length: 120 }, (_, index) => index + 1));
    const standing: number[] = [];
    const { outcome, percents } = await runUpdate(world, {
      between: () => void standing.push(Object.keys(invoicesIn(world.quickBooks)).length),
    });
    // What stood before the next set was what this percentage counted; the customer is one more.
    const told = percents
      .slice(0, -1)
      .map((percent, set) => ({ percent, posted: standing[set + 1] ?? 0 }))
      .filter(({ posted }) => posted > 0);
    expect([outcome, told.length > 2]).toEqual(['OK: 121 posted', true]);
    expect(told.map(({ percent }) => percent)).toEqual(
      told.map(({ posted }) => Math.min(99, Math.floor((100 * (posted + 1)) / 121))),
    );
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  });

  it('tells the log of every set that writes before its answer', async () => {
    await planOrders([1]);
    await runUpdate(world);
    const sets = await types(TOPICS.sets);
    expect(sets.filter((type) => type === 'SetCommitted')).toHaveLength(3);
    expect(sets.at(-1)).toBe('SessionEnded');
    expect(sets).toContain('CompanyBound');
    expect(await types(TOPICS.lists)).toContain('ListsRead');
  });

  it('takes the company from the answers that the Web Connector brings', async () => {
    await planOrders([1]);
    expect((await runUpdate(world, { withHcp: true })).outcome).toBe('OK: 2 posted');
  });

  it('writes nothing when there is nothing to do', async () => {
    await settle(world);
    const before = await world.company();
    const polls = [await runUpdate(world), await runUpdate(world)];
    expect(polls.map(({ outcome }) => outcome)).toEqual(['none', 'none']);
    expect(await world.company()).toEqual(before);
  });

  it('answers a wrong password with nvu', async () => {
    const wrong = await world.calls.authenticate(world.credentials.username, 'wrong');
    expect(wrong).toEqual(['', 'nvu']);
  });

  it('lets nothing leave while the log is away, and goes on when it is back', async () => {
    await planOrders(ORDERS);
    await runUpdate(world, { loseAnswerOf: 99 });
    await planInvoice(world, 6, 'Ada');
    world.outage.log = true;
    const [ticket = ''] = await world.calls.authenticate(
      world.credentials.username,
      world.credentials.password,
    );
    const send = () =>
      world.calls.sendRequestXML({
        ticket,
        hcpResponse: world.quickBooks.hcp(),
        companyFileName: world.quickBooks.file.path,
        country: 'US',
        majorVersion: '13',
        minorVersion: '0',
      });
    const reading = await send();
    expect(reading).toContain('<OtherNameQueryRq');
    const response = world.quickBooks.execute(reading);
    await world.calls.receiveResponseXML({ ticket, response, hresult: '', message: '' });
    expect([await send(), await send(), await world.calls.getLastError(ticket)]).toEqual([
      'NoOp',
      'NoOp',
      'NoOp',
    ]);
    world.outage.log = false;
    expect(await send()).toContain('<InvoiceAddRq');
  });
});

describe('tickets', () => {
  it('are answered calmly when unknown, closed or taken over', async () => {
    await planOrders([1]);
    const login = () =>
      world.calls.authenticate(world.credentials.username, world.credentials.password);
    const send = (ticket: string) =>
      world.calls.sendRequestXML({
        ticket,
        hcpResponse: '',
        companyFileName: '',
        country: 'US',
        majorVersion: '13',
        minorVersion: '0',
      });
    const receive = (ticket: string) =>
      world.calls.receiveResponseXML({ ticket, response: '<QBXML/>', hresult: '', message: '' });
    const [first = ''] = await login();
    expect((await login())[1]).toBe('busy');
    world.time.now += 61_000;
    const [second = '', verdict] = await login();
    expect(verdict).toBe('');
    expect([
      await send(first),
      await receive(first),
      await world.calls.closeConnection(first),
    ]).toEqual(['', -1, 'OK']);
    expect([await send('guessed'), await receive('guessed')]).toEqual(['', -1]);
    expect(await receive(second)).toBe(-1);
    await world.calls.closeConnection(second);
    expect([await send(second), await receive(second)]).toEqual(['', -1]);
  });

  it('are answered calmly half an hour after the last call, though nobody else came', async () => {
    await planOrders([1]);
    const { username, password } = world.credentials;
    const [ticket = ''] = await world.calls.authenticate(username, password);
    const before = await world.company();
    world.time.now += 31 * 60_000;
    const request = {
      ticket,
      hcpResponse: '',
      companyFileName: '',
      country: 'US',
      majorVersion: '13',
      minorVersion: '0',
    };
    const answer = { ticket, response: '<QBXML/>', hresult: '', message: '' };
    expect([
      await world.calls.sendRequestXML(request),
      await world.calls.receiveResponseXML(answer),
      await world.calls.isLive(ticket),
    ]).toEqual(['', -1, false]);
    expect(await world.company()).toEqual(before);
  });

  it('hand out nothing a second time while a set is out', async () => {
    await planOrders([1]);
    const [ticket = ''] = await world.calls.authenticate(
      world.credentials.username,
      world.credentials.password,
    );
    const send = () =>
      world.calls.sendRequestXML({
        ticket,
        hcpResponse: '',
        companyFileName: '',
        country: 'US',
        majorVersion: '13',
        minorVersion: '0',
      });
    const both = await Promise.all([send(), send()]);
    expect([...both, await send()].filter((xml) => xml !== '')).toHaveLength(1);
  });

  it('let another computer take over after five silent seconds, behind the fence', async () => {
    await settle(world);
    await planOrders([1]);
    const login = () =>
      world.calls.authenticate(world.credentials.username, world.credentials.password);
    await login();
    world.time.now += 3_000;
    expect((await login())[1]).toBe('busy');
    world.time.now += 3_000;
    expect((await login())[1]).toBe('');
  });
});

describe('a set whose answer was lost', () => {
  it('is found in QuickBooks and adopted, posted once', async () => {
    await planOrders(ORDERS);
    await runUpdate(world, { loseAnswerOf: 2 });
    const outcomes = await settle(world);
    expect(outcomes.at(-1)).toBe('none');
    expect(invoicesIn(world.quickBooks)).toEqual(ONCE);
    expect(await stateOf(world, invoiceId(world, 5))).toBe('posted');
  });

  it('is adopted by its marks even if QuickBooks forgot the message set', async () => {
    await planOrders(ORDERS);
    world.quickBooks.faults.forgetsSets = true;
    await runUpdate(world, { loseAnswerOf: 2 });
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual(ONCE);
  });

  it('cannot be executed late, once the next update has moved the fence', async () => {
    await planOrders(ORDERS);
    await settle(world);
    for (const number of [6, 7]) await planInvoice(world, number, 'Ada');
    const frozen: string[] = [];
    const execute = world.quickBooks.execute;
    world.quickBooks.execute = (xml) => {
      if (!xml.includes('<InvoiceAddRq') || frozen.length > 0) return execute(xml);
      frozen.push(xml);
      throw new Error('frozen');
    };
    await runUpdate(world, { loseAnswerOf: 1 });
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...ONCE, 6: 1, 7: 1 });
    world.quickBooks.faults.forgetsSets = true;
    expect(execute(frozen[0] ?? '')).toContain('statusCode="3200"');
    expect(invoicesIn(world.quickBooks)).toEqual({ ...ONCE, 6: 1, 7: 1 });
  });

  it('is finished where QuickBooks died in the middle of it', async () => {
    await planOrders(ORDERS);
    await runUpdate(world);
    for (const number of [6, 7, 8]) await planInvoice(world, number, 'Ada');
    world.quickBooks.faults.dieAfter = 3;
    const { outcome } = await runUpdate(world);
    expect(outcome).toContain('QuickBooks had an internal error');
    expect(await stateOf(world, invoiceId(world, 8))).toBe('in-doubt');
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...ONCE, 6: 1, 7: 1, 8: 1 });
  });

  it('holds a document that a person deleted meanwhile', async () => {
    await planOrders([1]);
    world.quickBooks.faults.forgetsSets = true;
    await runUpdate(world, { loseAnswerOf: 2 });
    const at = world.quickBooks.things.findIndex(({ type }) => type === 'Invoice');
    const [gone] = world.quickBooks.things.splice(at, 1);
    world.quickBooks.deleted.push({
      type: 'Invoice',
      id: gone?.id ?? '',
      ref: '1',
      at: world.time.now,
    });
    await settle(world);
    expect((await world.postings.get(invoiceId(world, 1)))?.reason?.code).toBe(
      'DELETED_IN_QUICKBOOKS',
    );
    expect(invoicesIn(world.quickBooks)).toEqual({});
  });

  it('leaves in doubt only what an answer did not mention', async () => {
    await planOrders(ORDERS);
    world.quickBooks.faults.dropResponses.add('r2');
    await runUpdate(world);
    world.quickBooks.faults.dropResponses.clear();
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual(ONCE);
    expect(await stateOf(world, invoiceId(world, 2))).toBe('posted');
  });
});

describe('two computers in multi-user mode', () => {
  it('do not post twice what the first one is still executing when the second takes over', async () => {
    await planOrders([1]);
    await settle(world);
    for (const number of [2, 3, 4, 5]) await planInvoice(world, number, 'Ada');
    const execute = world.quickBooks.execute;
    let rest: string | null = null;
    world.quickBooks.execute = (xml) => {
      if (!xml.includes('<InvoiceAddRq') || rest !== null) return execute(xml);
      const [, head = '', adds = ''] =
        /^(.*?<\/OtherNameModRq>)(.*)<\/QBXMLMsgsRq>/s.exec(xml) ?? [];
      const [first = '', ...others] = adds.split(/(?=<InvoiceAddRq)/);
      execute(`${head}${first}</QBXMLMsgsRq></QBXML>`);
      rest = `<QBXML><QBXMLMsgsRq onError="stopOnError">${others.join('')}</QBXMLMsgsRq></QBXML>`;
      throw new Error('slow');
    };
    await runUpdate(world, { loseAnswerOf: 1 });
    world.quickBooks.faults.forgetsSets = true;
    world.time.now += 6_000;
    const begun = world.time.now;
    let finished = false;
    const { outcome } = await runUpdate(world, {
      between: () => {
        if (finished || world.time.now < begun + 30_000) return;
        finished = true;
        execute(rest ?? '');
      },
    });
    expect([outcome, finished]).toEqual(['OK: 4 posted', true]);
    expect(invoicesIn(world.quickBooks)).toEqual(ONCE);
  });

  it('have a person asked where the first one fell asleep in the middle of a set', async () => {
    const { file } = world.quickBooks;
    file.computer = 'FRONT-DESK';
    await planOrders([1]);
    await settle(world);
    for (const number of [2, 3]) await planInvoice(world, number, 'Ada');
    const execute = world.quickBooks.execute;
    let rest: string | null = null;
    world.quickBooks.execute = (xml) => {
      if (!xml.includes('<InvoiceAddRq') || rest !== null) return execute(xml);
      const [, head = '', adds = ''] =
        /^(.*?<\/OtherNameModRq>)(.*)<\/QBXMLMsgsRq>/s.exec(xml) ?? [];
      const [first = '', ...others] = adds.split(/(?=<InvoiceAddRq)/);
      execute(`${head}${first}</QBXMLMsgsRq></QBXML>`);
      rest = `<QBXML><QBXMLMsgsRq onError="stopOnError">${others.join('')}</QBXMLMsgsRq></QBXML>`;
      throw new Error('asleep');
    };
    await runUpdate(world, { loseAnswerOf: 1 });
    world.quickBooks.faults.forgetsSets = true;
    file.computer = 'OFFICE';
    await settle(world);
    const postings = await world.postings.getMany([2, 3].map((order) => invoiceId(world, order)));
    const reasons = postings.map(({ reason }) => reason?.code);
    expect(new Set(reasons)).toEqual(new Set([undefined, 'UNCLEAR_WHETHER_POSTED']));
    execute(rest ?? '');
    await planInvoice(world, 4, 'Ada');
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });
  });
});

const POINTS = [
  'gw.lease',
  'gw.claimed',
  'gw.intent',
  'gw.committed',
  'gw.sent',
  'gw.recorded',
  'gw.applied',
  'gw.result',
  'gw.answered',
  'gw.close',
];

describe('a process that is killed', () => {
  it.each(POINTS.flatMap((point) => [1, 2, 3].map((nth) => ({ point, nth }))))(
    'at $point, time $nth, converges: every order once',
    async ({ point, nth }) => {
      await planOrders(ORDERS);
      Object.assign(world.die, { at: point, nth });
      const outcomes = await settle(world);
      await planInvoice(world, 6, 'Ada');
      const later = await settle(world);
      expect([...outcomes, ...later].includes('dead') || nth > 1).toBe(true);
      expect([later.at(-1), invoicesIn(world.quickBooks)]).toEqual(['none', { ...ONCE, 6: 1 }]);
      expect(await stateOf(world, customerId(world, 'Ada'))).toBe('posted');
      expect(await stateOf(world, invoiceId(world, 6))).toBe('posted');
    },
  );

  it('while it recovers converges too', async () => {
    await planOrders(ORDERS);
    await runUpdate(world, { loseAnswerOf: 2 });
    world.die.at = 'gw.resolved';
    world.quickBooks.faults.forgetsSets = true;
    const outcomes = await settle(world);
    expect([outcomes.includes('dead'), outcomes.at(-1), invoicesIn(world.quickBooks)]).toEqual([
      true,
      'none',
      ONCE,
    ]);
  });
});
