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

describe('F64: a shopper who is erased', () => {
  it('while a document is on its way has it finished once, and held where it had not left', async () => {
    await planInvoice(world, 1, 'Ada');
    await runUpdate(world, { loseAnswerOf: 1 });
    await planInvoice(world, 2, 'Ada');
    await world.vault.erase(world.connectionId, 'shopper');
    world.quickBooks.faults.forgetsSets = true;
    await settle(world);
    expect(await stateOf(world, invoiceId(world, 1))).toBe('posted');
    expect((await world.postings.get(invoiceId(world, 2)))?.reason?.code).toBe('PAYLOAD_ERASED');
    expect(invoicesIn(world.quickBooks)).toEqual({ 1: 1 });
  });
});
