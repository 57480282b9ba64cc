import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import {
  customerId,
  invoiceId,
  planCustomer,
  planInvoice,
  stateOf,
} from './planned-postings.features.js';
import { runUpdate, settle } from './web-connector.features.js';

const NAMES = 2_600;
const PAGE = 500;
const PAGE_MS = 20_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
});
afterAll(() => world.close());

/** Somebody imported thousands of customers: every one of them is news for the next reading. */
const importNames = (): void => {
  world.time.now += 20 * 60_000;
  for (let number = 0; number < NAMES; number += 1)
    world.quickBooks.things.push({
      id: `9${String(number).padStart(7, '0')}-1`,
      type: 'Customer',
      isTransaction: false,
      createdAt: world.time.now,
      modifiedAt: world.time.now,
      fields: [{ name: 'Name', attributes: {}, children: [], text: `Imported ${number}` }],
    });
};

describe('while a long list is read page by page', () => {
  it('what becomes ready is posted before the list ends, and what makes a customer only after it', async () => {
    importNames();
    const story: string[] = [];
    let pages = 0;
    const { outcome } = await runUpdate(world, {
      tookMs: (xml) => {
        if (xml.includes('<EntityQueryRq')) {
          pages += 1;
          story.push('page');
          return PAGE_MS;
        }
        if (xml.includes('<InvoiceAddRq')) story.push('invoice');
        if (xml.includes('<CustomerAddRq')) story.push('customer');
        return 1_000;
      },
      beforeEach: async () => {
        // An order of a customer who stands, and one of a new customer, come in the middle of the reading.
        if (pages === 2 && (await world.postings.get(invoiceId(world, 1))) === null) {
          await planInvoice(world, 1, 'Ada');
          await planCustomer(world, 'Newcomer', {}, Number.MAX_SAFE_INTEGER);
        }
      },
    });
    expect(outcome).not.toContain('could not');
    expect(pages).toBe(Math.ceil((NAMES + 2) / PAGE));
    expect(story.indexOf('invoice')).toBeGreaterThan(0);
    expect(story.indexOf('invoice')).toBeLessThan(story.lastIndexOf('page') - 1);
    expect(story.indexOf('customer')).toBeGreaterThan(story.lastIndexOf('page'));
    expect(await stateOf(world, invoiceId(world, 1))).toBe('posted');
    expect(await stateOf(world, customerId(world, 'Newcomer'))).toBe('posted');
  });

  it('what was posted in between is no reason to begin anew, and a reading that breaks off begins again', async () => {
    world.time.now += 20 * 60_000;
    for (const thing of world.quickBooks.things)
      if (thing.type === 'Customer') thing.modifiedAt = world.time.now;
    let pages = 0;
    const execute = world.quickBooks.execute;
    world.quickBooks.execute = (xml) => {
      if (xml.includes('<EntityQueryRq')) pages += 1;
      if (pages === 3) throw new Error('0x80040402');
      return execute(xml);
    };
    await runUpdate(world);
    world.quickBooks.execute = execute;
    expect(pages).toBe(3);
    world.time.now += 61_000;
    let again = 0;
    await runUpdate(world, {
      tookMs: (xml) => {
        if (xml.includes('<EntityQueryRq')) again += 1;
        return 1_000;
      },
    });
    expect(again).toBe(Math.ceil((NAMES + 3) / PAGE));
  });
});
