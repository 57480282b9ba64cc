import { TOPICS } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { invoiceId, planCustomer, planInvoice, stateOf } from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';
import { createQuickBooks } from './scripted-quickbooks.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await planInvoice(world, 1, 'Ada');
});
afterEach(() => world.close());

const other = (change: Partial<World['quickBooks']['file']>) => {
  const quickBooks = createQuickBooks(world.time, {
    fileId: '{00000000-0000-0000-0000-000000000001}',
    ownerId: '{b8f4c7de-51c0-4e0b-9d64-0b7a9b5c2e13}',
  });
  Object.assign(quickBooks.file, { ...world.quickBooks.file, ...change });
  return quickBooks;
};

describe('another company file than the paired one', () => {
  it.each([
    ['with another mark', { stamp: '{00000000-0000-0000-0000-000000000001}' }],
    ['with another name', { companyName: 'Somebody Else' }],
    ['under another file name', { path: 'C:\\Books\\Copy of Shop.qbw' }],
    ['that lost its mark', { stamp: null }],
  ])('%s is never written, and the owner is told', async (_, change) => {
    await settle(world);
    await planInvoice(world, 2, 'Ada');
    world.time.now += 61_000;
    const quickBooks = other(change);
    const { outcome } = await runUpdate(world, { quickBooks });
    expect([quickBooks.executed, outcome.length > 30]).toEqual([[], true]);
    expect((await world.events(TOPICS.sets)).map(({ type }) => type)).toContain('CompanyMismatch');
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1 });
  });

  it.each([
    ['CA', 'Canadian'],
    ['UK', 'British'],
    ['AU', 'Australian'],
  ])(
    'of the edition %s is refused in plain words before anything is sent',
    async (country, name) => {
      await planInvoice(world, 2, 'Ada');
      const { outcome } = await runUpdate(world, { country });
      expect([world.quickBooks.executed, outcome]).toEqual([[], expect.stringContaining(name)]);
      expect(await stateOf(world, invoiceId(world, 2))).not.toBe('posted');
    },
  );

  it('is refused already at the first session if it is a sample nobody gave our mark', async () => {
    const quickBooks = other({ isSample: true, stamp: null });
    const { outcome } = await runUpdate(world, { quickBooks });
    expect([quickBooks.executed, outcome]).toEqual([[], expect.stringContaining('sample')]);
  });
});

describe('a company file that was restored from a backup', () => {
  it('is not written before what vanished is named; a person posts it again', async () => {
    await settle(world);
    const restore = world.quickBooks.backup();
    world.time.now += 3_600_000;
    for (const number of [2, 3]) await planInvoice(world, number, 'Ada');
    await settle(world);
    restore();
    world.time.now += 3_600_000;
    await planInvoice(world, 4, 'Ada');
    await settle(world);
    expect(await world.postings.get(invoiceId(world, 2))).toMatchObject({
      state: 'held',
      reason: { code: 'VANISHED_FROM_QUICKBOOKS' },
    });
    expect([await stateOf(world, invoiceId(world, 1)), invoicesIn(world.quickBooks)]).toEqual([
      'posted',
      { 1: 1, 4: 1 },
    ]);
    for (const number of [2, 3]) {
      await world.postings.execute({
        postingId: invoiceId(world, number),
        connectionId: world.connectionId,
        command: { type: 'Retry', by: 'bookkeeper', why: null, waitingFor: null },
      });
    }
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });
  });
});

describe('a restored company file on a computer whose clock is ahead of ours', () => {
  it('hides nothing that vanished', async () => {
    const ahead = createQuickBooks(
      {
        get now() {
          return world.time.now + 3_600_000;
        },
      },
      {
        fileId: String(world.quickBooks.file.stamp),
        ownerId: '{b8f4c7de-51c0-4e0b-9d64-0b7a9b5c2e13}',
      },
    );
    Object.assign(world, { quickBooks: ahead });
    await settle(world);
    const restore = ahead.backup();
    world.time.now += 300_000;
    await planInvoice(world, 2, 'Ada');
    await settle(world);
    expect(invoicesIn(ahead)).toEqual({ 1: 1, 2: 1 });
    restore();
    await planInvoice(world, 3, 'Ada');
    await settle(world);
    expect(await world.postings.get(invoiceId(world, 2))).toMatchObject({
      state: 'held',
      reason: { code: 'VANISHED_FROM_QUICKBOOKS' },
    });
  });
});

describe('our own store, restored from a backup', () => {
  it('adopts what it does not know of before it writes', async () => {
    await settle(world);
    const restore = await world.backup();
    world.time.now += 3_600_000;
    const numbers = Array.from({ length: 50 }, (_, index) => index + 2);
    for (const number of numbers) await planInvoice(world, number, 'Ada');
    await settle(world);
    const before = invoicesIn(world.quickBooks);
    await restore();
    world.time.now += 3_600_000;
    for (const number of numbers) await planInvoice(world, number, 'Ada');
    await settle(world);
    expect(Object.keys(before)).toHaveLength(51);
    expect(invoicesIn(world.quickBooks)).toEqual(before);
    expect(await world.postings.get(invoiceId(world, 40))).toMatchObject({
      state: 'posted',
      document: { total: 1000 },
    });
  });

  it('adopts even if it never knew of the company file', async () => {
    const restore = await world.backup();
    await settle(world);
    await restore();
    world.time.now += 3_600_000;
    await planInvoice(world, 1, 'Ada');
    await settle(world);
    await planCustomer(world, 'Ada');
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1 });
    expect(await stateOf(world, invoiceId(world, 1))).toBe('posted');
  });

  it('does not post again what a person deleted meanwhile, until told so', async () => {
    await settle(world);
    const restore = await world.backup();
    world.time.now += 3_600_000;
    await planInvoice(world, 2, 'Ada');
    await settle(world);
    const { things, deleted } = world.quickBooks;
    const [gone] = things.splice(
      things.findIndex(({ fields }) => fields.some(({ text }) => text.startsWith('Order 2 '))),
      1,
    );
    deleted.push({ type: 'Invoice', id: gone?.id ?? '', ref: '2', at: world.time.now });
    await restore();
    world.time.now += 3_600_000;
    await planInvoice(world, 2, 'Ada');
    await settle(world);
    expect(await world.postings.get(invoiceId(world, 2))).toMatchObject({
      state: 'held',
      reason: { code: 'DELETED_IN_QUICKBOOKS' },
    });
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1 });
    await world.postings.execute({
      postingId: invoiceId(world, 2),
      connectionId: world.connectionId,
      command: { type: 'Retry', by: 'bookkeeper', why: null, waitingFor: null },
    });
    await settle(world);
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1, 2: 1 });
  });
});

describe('a company file that was put back while there was nothing to write', () => {
  it('is noticed by the next update, and what vanished is named', async () => {
    await settle(world);
    const restore = world.quickBooks.backup();
    world.time.now += 300_000;
    await planInvoice(world, 2, 'Ada');
    await settle(world);
    restore();
    world.time.now += 15 * 60_000;
    expect((await runUpdate(world)).outcome).not.toBe('none');
    expect(await world.postings.get(invoiceId(world, 2))).toMatchObject({
      state: 'held',
      reason: { code: 'VANISHED_FROM_QUICKBOOKS' },
    });
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1 });
  });
});
