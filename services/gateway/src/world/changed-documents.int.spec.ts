import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import {
  invoiceId,
  paymentId,
  planCustomer,
  planInvoice,
  planPayment,
  stateOf,
  withdraw,
} from './planned-postings.features.js';
import { runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await planInvoice(world, 1, 'Ada', ['4.00', '6.00']);
  await settle(world);
});
afterEach(() => world.close());

const posting = () => world.postings.get(invoiceId(world, 1));
const thing = (type = 'Invoice') => world.quickBooks.things.find((one) => one.type === type);
const lines = (): readonly string[] =>
  (thing()?.fields ?? [])
    .filter(({ name }) => name === 'InvoiceLineAdd')
    .map(({ children }) => children.find(({ name }) => name === 'Amount')?.text ?? '');
const memo = (): string => thing()?.fields.find(({ name }) => name === 'Memo')?.text ?? '';
const edit = (name: string, text: string): void => {
  const invoice = thing();
  if (!invoice) throw new Error('There is no invoice.');
  invoice.fields = invoice.fields.map((field) =>
    field.name === name ? { ...field, text } : field,
  );
  invoice.modifiedAt = world.time.now;
};
const times = (what: string): number =>
  world.quickBooks.executed.filter((one) => one === what).length;
const reasonCode = async () => (await posting())?.reason?.code;
const retry = async (): Promise<void> => {
  await world.postings.execute({
    postingId: invoiceId(world, 1),
    connectionId: world.connectionId,
    command: { type: 'Retry', by: 'ann', why: null, waitingFor: null },
  });
};

describe('an order edited after it was posted', () => {
  it('changes its document: kept, changed, new and dropped lines', async () => {
    await planInvoice(world, 1, 'Ada', ['4.00', '7.00', '1.50']);
    await settle(world);
    expect([lines(), await stateOf(world, invoiceId(world, 1))]).toEqual([
      ['4.00', '7.00', '1.50'],
      'posted',
    ]);
    await planInvoice(world, 1, 'Ada', ['4.00']);
    await settle(world);
    expect([lines(), (await posting())?.document?.total, times('InvoiceMod')]).toEqual([
      ['4.00'],
      400,
      2,
    ]);
  });

  it('is changed with a fresh EditSequence where nobody touched what we wrote', async () => {
    world.time.now += 5_000;
    edit('RefNumber', '1');
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await settle(world);
    expect([lines(), await stateOf(world, invoiceId(world, 1))]).toEqual([['5.00'], 'posted']);
  });

  it('is held with both sides where somebody edited the document, until a person says so', async () => {
    world.time.now += 5_000;
    edit('RefNumber', 'X-9');
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await settle(world);
    expect((await posting())?.reason).toMatchObject({
      code: 'EDITED_IN_QUICKBOOKS',
      detail: 'RefNumber: we wrote 1, QuickBooks has X-9.',
    });
    expect(lines()).toEqual(['4.00', '6.00']);
    await retry();
    await settle(world);
    expect([lines(), await stateOf(world, invoiceId(world, 1))]).toEqual([['5.00'], 'posted']);
  });

  it('is held where it is paid', async () => {
    await planPayment(world, 1);
    await settle(world);
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await settle(world);
    expect([await reasonCode(), lines()]).toEqual(['PAID_IN_QUICKBOOKS', ['4.00', '6.00']]);
  });

  it('is not posted again where somebody deleted the document', async () => {
    world.quickBooks.things.splice(
      world.quickBooks.things.findIndex(({ type }) => type === 'Invoice'),
      1,
    );
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await settle(world);
    expect([await reasonCode(), thing()]).toEqual(['DELETED_IN_QUICKBOOKS', undefined]);
    await retry();
    await settle(world);
    expect([lines(), await stateOf(world, invoiceId(world, 1))]).toEqual([['5.00'], 'posted']);
  });

  it('is held where the period is closed', async () => {
    world.quickBooks.faults.refuse.set('InvoiceMod', { code: 3171, message: 'closed' });
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await settle(world);
    expect([await reasonCode(), lines()]).toEqual(['QUICKBOOKS_3171', ['4.00', '6.00']]);
  });

  it('gives up after a few stale EditSequences', async () => {
    world.quickBooks.faults.refuse.set('InvoiceMod', { code: 3200, message: 'stale' });
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await settle(world);
    expect(await reasonCode()).toBe('QUICKBOOKS_3200');
  });

  it.each([1, 2])('is changed once where answer %i was lost', async (nth) => {
    await planInvoice(world, 2, 'Ada');
    await planInvoice(world, 1, 'Ada', ['5.00']);
    await runUpdate(world, { loseAnswerOf: nth });
    world.quickBooks.faults.forgetsSets = true;
    await settle(world);
    expect([lines(), times('InvoiceMod'), await stateOf(world, invoiceId(world, 1))]).toEqual([
      ['5.00'],
      1,
      'posted',
    ]);
  });
});

describe('an order cancelled after it was posted', () => {
  it('voids its document', async () => {
    await withdraw(world, 1);
    await settle(world);
    expect([await stateOf(world, invoiceId(world, 1)), memo().slice(0, 5), lines()]).toEqual([
      'voided',
      'VOID:',
      ['0.00', '0.00'],
    ]);
  });

  it('deletes its payment before', async () => {
    await planPayment(world, 1);
    await settle(world);
    await withdraw(world, 1);
    await settle(world);
    const ends = world.quickBooks.executed.filter((what) => what.startsWith('Txn'));
    expect(ends).toEqual(['TxnDel', 'TxnVoid']);
    expect([
      await stateOf(world, paymentId(world, 1)),
      await stateOf(world, invoiceId(world, 1)),
    ]).toEqual(['voided', 'voided']);
  });

  it('leaves alone what somebody paid otherwise', async () => {
    await planPayment(world, 1);
    await settle(world);
    await world.postings.execute({
      postingId: invoiceId(world, 1),
      connectionId: world.connectionId,
      command: {
        type: 'Withdraw',
        reason: { code: 'ORDER_ENDED', title: '', detail: '', fix: '', setting: null },
        end: { operation: 'void', after: [] },
        waitingFor: null,
      },
    });
    await settle(world);
    expect([await reasonCode(), times('TxnVoid')]).toEqual(['PAID_IN_QUICKBOOKS', 0]);
  });

  it('needs nothing where somebody voided or deleted it already', async () => {
    world.quickBooks.things.splice(
      world.quickBooks.things.findIndex(({ type }) => type === 'Invoice'),
      1,
    );
    await withdraw(world, 1);
    await settle(world);
    expect([await stateOf(world, invoiceId(world, 1)), times('TxnVoid')]).toEqual(['voided', 0]);
  });

  it.each([true, false])(
    'is voided once where the answer was lost (sets forgotten: %s)',
    async (forgets) => {
      await planPayment(world, 1);
      await settle(world);
      await withdraw(world, 1);
      await runUpdate(world, { loseAnswerOf: 1 });
      world.quickBooks.faults.forgetsSets = forgets;
      await settle(world);
      expect([times('TxnDel'), times('TxnVoid')]).toEqual([1, 1]);
      expect([
        await stateOf(world, paymentId(world, 1)),
        await stateOf(world, invoiceId(world, 1)),
      ]).toEqual(['voided', 'voided']);
    },
  );
});
