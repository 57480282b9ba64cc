import { HRESULT_CODES, hresultMeaning } from '@ml-connector/qbxml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { invoiceId, planCustomer, planInvoice, stateOf } from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
});
afterAll(() => world.close());

let orders = 0;
const SURE = new Set(['0x80040400', '0x80040423']);

/** One update in which the set with a new order is answered by the error, and what stands after it. */
const updateWith = async (code: string) => {
  orders += 1;
  const order = orders;
  await planInvoice(world, order, 'Ada');
  let told = 0;
  world.quickBooks.faults.hresult = (xml) =>
    xml.includes(`Order ${order} `) && told++ === 0 ? code : null;
  const { outcome } = await runUpdate(world);
  const state = await stateOf(world, invoiceId(world, order));
  return { order, outcome, state, told };
};

describe('an update that QuickBooks answers with an error', () => {
  it.each(HRESULT_CODES.filter((code) => !SURE.has(code)))(
    'tells what is the matter, leaves the set in doubt and posts it once afterwards: %s',
    async (code) => {
      const { order, outcome, state } = await updateWith(code);
      const { title, fix } = hresultMeaning(code);
      expect([outcome, state]).toEqual([`${title} ${fix}`, 'in-doubt']);
      expect((await world.company())?.lastOutcome).toMatchObject({ outcome: 'error', cause: code });
      await settle(world);
      expect(await stateOf(world, invoiceId(world, order))).toBe('posted');
      expect(invoicesIn(world.quickBooks)[order]).toBe(1);
    },
  );

  it('writes in an older version after 0x80040423', async () => {
    const { order, told } = await updateWith('0x80040423');
    await settle(world);
    expect([told > 0, invoicesIn(world.quickBooks)[order]]).toEqual([true, 1]);
  });

  it('holds the one that cannot be read after 0x80040400', async () => {
    const { order, told } = await updateWith('0x80040400');
    await settle(world);
    expect([told > 0, invoicesIn(world.quickBooks)[order]]).toEqual([true, undefined]);
    expect(await stateOf(world, invoiceId(world, order))).toBe('held');
  });

  it.each(HRESULT_CODES)('could not be opened: it is told to stop, and why: %s', async (code) => {
    orders += 1;
    await planInvoice(world, orders, 'Ada');
    world.time.now += 61_000;
    const { username, password } = world.credentials;
    const [ticket = '', verdict] = await world.calls.authenticate(username, password);
    expect(verdict).toBe('');
    expect(await world.calls.connectionError(ticket, code, 'words')).toBe('done');
    const { title, fix } = hresultMeaning(code);
    expect(await world.calls.getLastError(ticket)).toBe(`${title} ${fix}`);
    expect((await world.company())?.lastOutcome).toMatchObject({ outcome: 'error', cause: code });
    expect(await stateOf(world, invoiceId(world, orders))).toBe('ready');
  });
});
