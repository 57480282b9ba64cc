import { TOPICS } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { customerId, planCustomer, planInvoice } from './planned-postings.features.js';
import { settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await planInvoice(world, 1, 'Ada');
});
afterEach(() => world.close());

describe('a company file that was restored from a backup', () => {
  it('has what vanished from its lists told to the mirror, so that no document names it', async () => {
    await settle(world);
    const restore = world.quickBooks.backup();
    world.time.now += 3_600_000;
    await planCustomer(world, 'Eve');
    await settle(world);
    const eve = (await world.postings.get(customerId(world, 'Eve')))?.document?.listId;
    restore();
    world.time.now += 3_600_000;
    await planInvoice(world, 4, 'Ada');
    await settle(world);
    const gone = (await world.events(TOPICS.lists)).filter(({ type }) => type === 'ListObjectGone');
    expect(gone.map(({ data }) => data)).toEqual([{ list: 'Customer', listId: eve }]);
  });
});
