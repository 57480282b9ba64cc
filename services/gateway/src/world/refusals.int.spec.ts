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
  await planCustomer(world, 'Ada');
  for (const number of [1, 2, 3, 4, 5]) await planInvoice(world, number, 'Ada');
});
afterEach(() => world.close());
const reasonOf = async (order: number) =>
  (await world.postings.get(invoiceId(world, order)))?.reason;
const REST = { 1: 1, 2: 1, 4: 1, 5: 1 };

describe('a document that QuickBooks refuses', () => {
  it('is held alone, and the rest goes on', async () => {
    world.quickBooks.faults.refuse.set('>Order 3 ', {
      code: 3140,
      message: 'There is an invalid reference to QuickBooks Customer "Ada" in the Invoice.',
    });
    const { outcome } = await runUpdate(world);
    expect([outcome, invoicesIn(world.quickBooks)]).toEqual(['OK: 5 posted', REST]);
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual(REST);
    expect([(await reasonOf(3))?.code, (await reasonOf(3))?.detail]).toEqual([
      'QUICKBOOKS_3140',
      expect.not.stringContaining('Ada'),
    ]);
  });

  it.each([3140, 3171])(
    'with %i has the lists read in the same update, and goes out again a while later',
    async (code) => {
      const asked: string[] = [];
      const execute = world.quickBooks.execute;
      world.quickBooks.execute = (xml) => {
        asked.push(
          /<(?!QBXMLMsgs)(\w+)Rq /.exec(xml.replace(/.*<\/OtherNameModRq>/s, ''))?.[1] ?? '',
        );
        return execute(xml);
      };
      world.quickBooks.faults.refuse.set('>Order 3 ', { code, message: '' });
      await runUpdate(world);
      world.quickBooks.faults.refuse.clear();
      const first = asked.indexOf('InvoiceAdd');
      expect(asked.slice(first)).toContain('PreferencesQuery');
      expect(await world.postings.get(invoiceId(world, 3))).toMatchObject({
        state: 'ready',
        refusals: 1,
      });
      await settle(world);
      expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1 });
    },
  );

  it('is tried again later where somebody has it open', async () => {
    world.quickBooks.faults.refuse.set('>Order 3 ', { code: 3175, message: 'locked' });
    await runUpdate(world);
    expect(await world.postings.get(invoiceId(world, 3))).toMatchObject({
      state: 'ready',
      refusals: 1,
    });
    world.quickBooks.faults.refuse.clear();
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1 });
  });

  it('is found by halving the set where QuickBooks could not read it', async () => {
    world.quickBooks.faults.hresult = (xml) => (xml.includes('Order 3 ') ? '0x80040400' : null);
    await settle(world);
    expect([invoicesIn(world.quickBooks), (await reasonOf(3))?.code]).toEqual([
      REST,
      'REQUEST_NOT_READABLE',
    ]);
  });

  it('stops the session where a permission is missing, and nothing is lost', async () => {
    world.quickBooks.faults.refuse.set('<OtherNameModRq', { code: 3261, message: '' });
    const { outcome } = await runUpdate(world);
    expect([outcome, invoicesIn(world.quickBooks)]).toEqual([
      expect.stringContaining('no permission'),
      {},
    ]);
    world.quickBooks.faults.refuse.clear();
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1 });
  });

  it('is written in an older qbXML where QuickBooks does not know the version', async () => {
    world.quickBooks.faults.hresult = (xml) =>
      xml.includes('version="13.0"') ? '0x80040423' : null;
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1 });
  });

  it('is held with both totals where QuickBooks reckons another one', async () => {
    const execute = world.quickBooks.execute;
    world.quickBooks.execute = (xml) =>
      execute(xml.replace(/(Order 3 .*?)<Amount>10.00/, '$1<Amount>10.01'));
    await settle(world);
    expect(await world.postings.get(invoiceId(world, 3))).toMatchObject({
      state: 'held',
      document: { total: 1001 },
      reason: { code: 'TOTAL_DIFFERS', detail: expect.stringContaining('10.01') },
    });
  });
});

describe('a name that is taken', () => {
  it('holds the customer and tells mapping who has it', async () => {
    await settle(world);
    world.quickBooks.things.push({
      id: '80000999-1',
      type: 'Vendor',
      isTransaction: false,
      createdAt: 0,
      modifiedAt: 0,
      fields: [{ name: 'Name', attributes: {}, children: [], text: 'Bob' }],
    });
    await planCustomer(world, 'Bob');
    await runUpdate(world);
    expect((await world.postings.get(customerId(world, 'Bob')))?.reason?.code).toBe('NAME_IN_USE');
    const seen = (await world.events(TOPICS.lists)).map(
      ({ data }) => (data as { listId?: string }).listId,
    );
    expect(seen).toContain('80000999-1');
  });

  const stands = (phone: string) => ({
    id: '80000999-1',
    type: 'Customer',
    isTransaction: false,
    createdAt: 0,
    modifiedAt: 0,
    fields: [
      { name: 'Name', attributes: {}, children: [], text: 'Bob' },
      { name: 'Phone', attributes: {}, children: [], text: phone },
    ],
  });

  it('by the very customer that was to be made is no reason to wait: it is ours from before a restored backup', async () => {
    await settle(world);
    world.quickBooks.things.push(stands('1'));
    const standing = world.quickBooks.things.length;
    await planCustomer(world, 'Bob', { Phone: '1' });
    await runUpdate(world);
    expect(await world.postings.get(customerId(world, 'Bob'))).toMatchObject({
      state: 'posted',
      document: { listId: '80000999-1' },
    });
    expect(world.quickBooks.things).toHaveLength(standing);
  });

  it('by a customer with another content stays held', async () => {
    await settle(world);
    world.quickBooks.things.push(stands('2'));
    await planCustomer(world, 'Bob', { Phone: '1' });
    await runUpdate(world);
    expect(await world.postings.get(customerId(world, 'Bob'))).toMatchObject({
      state: 'held',
      reason: { code: 'NAME_IN_USE' },
      document: null,
    });
  });
});

describe('a customer that changes in the shop', () => {
  it('is changed in QuickBooks', async () => {
    await planCustomer(world, 'Ada', { Phone: '1' });
    await settle(world);
    await planCustomer(world, 'Ada', { Phone: '2' });
    await settle(world);
    const ada = world.quickBooks.things.find(({ type }) => type === 'Customer');
    expect(ada?.fields.find(({ name }) => name === 'Phone')?.text).toBe('2');
  });

  it('is changed although QuickBooks touched it, as long as what we wrote stands', async () => {
    await planCustomer(world, 'Ada', { Phone: '1' });
    await settle(world);
    const ada = world.quickBooks.things.find(({ type }) => type === 'Customer');
    if (ada) ada.modifiedAt = world.time.now;
    await planCustomer(world, 'Ada', { Phone: '2' });
    await settle(world);
    expect(ada?.fields.find(({ name }) => name === 'Phone')?.text).toBe('2');
  });

  it('is held where a person changed it in QuickBooks, and written when told so', async () => {
    await planCustomer(world, 'Ada', { Phone: '1' });
    await settle(world);
    const ada = world.quickBooks.things.find(({ type }) => type === 'Customer');
    const phone = ada?.fields.find(({ name }) => name === 'Phone');
    if (!ada || !phone) throw new Error('There is no customer.');
    phone.text = '555';
    ada.modifiedAt = world.time.now;
    await planCustomer(world, 'Ada', { Phone: '2' });
    await settle(world);
    expect((await world.postings.get(customerId(world, 'Ada')))?.reason).toMatchObject({
      code: 'EDITED_IN_QUICKBOOKS',
      detail: expect.stringContaining('Phone'),
    });
    expect(phone.text).toBe('555');
    await world.postings.execute({
      postingId: customerId(world, 'Ada'),
      connectionId: world.connectionId,
      command: { type: 'Retry', by: 'bookkeeper', why: null, waitingFor: null },
    });
    await settle(world);
    expect([
      await stateOf(world, customerId(world, 'Ada')),
      ada.fields.find(({ name }) => name === 'Phone')?.text,
    ]).toEqual(['posted', '2']);
  });
});

describe('the fence', () => {
  it('that somebody has open ends the update with a sentence, and nothing is lost', async () => {
    world.quickBooks.faults.refuse.set('<OtherNameModRq', { code: 3176, message: 'locked' });
    const { outcome, percents } = await runUpdate(world);
    expect([outcome, percents.length < 12]).toEqual([expect.stringContaining('open in'), true]);
    world.quickBooks.faults.refuse.clear();
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1 });
  });

  it('that keeps moving ends the update after a while', async () => {
    world.quickBooks.faults.refuse.set('<OtherNameModRq', { code: 3200, message: '' });
    const { outcome, percents } = await runUpdate(world);
    expect([outcome, percents.length < 40]).toEqual([
      expect.stringContaining('keeps changing'),
      true,
    ]);
  });

  it('is made again where a person deleted it', async () => {
    await settle(world);
    const { things } = world.quickBooks;
    things.splice(
      things.findIndex(({ type }) => type === 'OtherName'),
      1,
    );
    await planInvoice(world, 6, 'Ada');
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1, 6: 1 });
  });

  it('that a person renamed and made inactive is still known, and none is made beside it', async () => {
    await settle(world);
    const fences = () => world.quickBooks.things.filter(({ type }) => type === 'OtherName');
    const [fence] = fences();
    const name = fence?.fields.find((field) => field.name === 'Name');
    if (!fence || !name) throw new Error('There is no fence.');
    name.text = 'z old vendor';
    fence.fields.push({ name: 'IsActive', attributes: {}, children: [], text: 'false' });
    fence.modifiedAt = world.time.now;
    await planInvoice(world, 6, 'Ada');
    await settle(world);
    expect([fences().length, invoicesIn(world.quickBooks)]).toEqual([1, { ...REST, 3: 1, 6: 1 }]);
  });

  it('that a person touched stops nothing for long', async () => {
    await settle(world);
    const fence = world.quickBooks.things.find(({ type }) => type === 'OtherName');
    if (fence) fence.modifiedAt = world.time.now;
    await planInvoice(world, 6, 'Ada');
    await runUpdate(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ ...REST, 3: 1, 6: 1 });
  });
});

describe('a connection error', () => {
  it('ends the update with a sentence and never tries another file', async () => {
    const [ticket = ''] = await world.calls.authenticate(
      world.credentials.username,
      world.credentials.password,
    );
    expect(await world.calls.connectionError(ticket, '0x80040408', 'x')).toBe('done');
    expect(await world.calls.getLastError(ticket)).toContain('could not be started');
  });
});

describe('an answer that comes a second time, after the next request has left', () => {
  it.each([
    ['an answer', () => null],
    [
      'an error that says that nothing was executed',
      (xml: string) => (xml.includes('Order 3 ') ? '0x80040400' : null),
    ],
  ])('is not taken for that to the next: %s', async (_, hresult) => {
    world.quickBooks.faults.hresult = hresult;
    const receive = world.calls.receiveResponseXML;
    const send = world.calls.sendRequestXML;
    let before: Parameters<typeof receive>[0] | null = null;
    const late: number[] = [];
    Object.assign(world.calls, {
      receiveResponseXML: async (given: Parameters<typeof receive>[0]) => {
        before = given;
        return await receive(given);
      },
      sendRequestXML: async (given: Parameters<typeof send>[0]) => {
        const xml = await send(given);
        if (before && xml !== '' && xml !== 'NoOp') late.push(await receive(before));
        return xml;
      },
    });
    await settle(world);
    await planInvoice(world, 6, 'Ada');
    await settle(world);
    expect([late.length > 2, late.every((percent) => percent === -1)]).toEqual([true, true]);
    const all = { ...REST, 3: 1, 6: 1 };
    expect(invoicesIn(world.quickBooks)).toEqual(hresult('Order 3 ') ? { ...REST, 6: 1 } : all);
  });
});
