import { companyLists, companyObjectId, companyObjectOf } from '@ml-connector/bookkeeping';
import { listObjectSeen, readEvent, TOPICS } from '@ml-connector/contracts';
import { updateDocument } from '@ml-connector/document-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import {
  customerId,
  invoiceId,
  planCustomer,
  planInvoice,
  stateOf,
} from './planned-postings.features.js';
import { runUpdate, settle } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
});
afterEach(() => world.close());

const typeIn = (name: string): void => {
  world.time.now += 20_000;
  world.quickBooks.things.push({
    id: `80000${name.length}99-1`,
    type: 'Customer',
    isTransaction: false,
    createdAt: world.time.now,
    modifiedAt: world.time.now,
    fields: [{ name: 'Name', attributes: {}, children: [], text: name }],
  });
  world.time.now += 5_000;
};
/** What mapping does with what it is told of the lists. */
const mirrorCatchesUp = async (): Promise<void> => {
  const mirror = world.store.collection(companyLists);
  for (const raw of await world.events(TOPICS.lists)) {
    const event = readEvent([listObjectSeen], raw);
    if (!event) continue;
    const { list, listId } = event.data;
    await updateDocument(mirror, companyObjectId(world.connectionId, list, listId), () =>
      companyObjectOf(event, {}, (content) => content),
    );
  }
};
const told = async (): Promise<number> => (await world.company())?.lists.told ?? 0;
const names = (): readonly (string | undefined)[] =>
  world.quickBooks.things.map(({ fields }) => fields.find(({ name }) => name === 'Name')?.text);

describe('a customer that is to be made', () => {
  it('does not leave on less than what its session read, and holds nobody else up', async () => {
    const before = await told();
    await planCustomer(world, 'Bob', {}, before);
    await planInvoice(world, 1, 'Ada');
    typeIn('Robert');
    await runUpdate(world);
    expect(await told()).toBeGreaterThan(before);
    expect(await stateOf(world, customerId(world, 'Bob'))).toBe('ready');
    expect(await stateOf(world, invoiceId(world, 1))).toBe('posted');
    expect(names()).not.toContain('Bob');
  });

  it('leaves once it was decided knowing it', async () => {
    await planCustomer(world, 'Bob', {}, await told());
    typeIn('Robert');
    await runUpdate(world);
    await mirrorCatchesUp();
    await planCustomer(world, 'Bob', {}, await told());
    await settle(world);
    expect(names().filter((name) => name === 'Bob')).toHaveLength(1);
  });

  it('leaves within one update where nothing was typed in', async () => {
    await mirrorCatchesUp();
    await planCustomer(world, 'Bob', {}, await told());
    await runUpdate(world);
    expect(await stateOf(world, customerId(world, 'Bob'))).toBe('posted');
  });
});

describe('a reading with news', () => {
  it('is marked in every partition, after everything that it showed', async () => {
    typeIn('Robert');
    await planCustomer(world, 'Bob', {}, 0);
    await runUpdate(world);
    const newest = await told();
    for (const { partition } of await world.log.ends(TOPICS.lists)) {
      const records = await world.log.read(TOPICS.lists, partition, 0, 1_000);
      const last = records.at(-1);
      expect(JSON.parse(Buffer.from(last?.value ?? '').toString())).toMatchObject({
        type: 'ListsMarked',
        data: { readUpTo: newest, partition },
      });
    }
  });

  it('that broke off is owed: the next one is marked although it shows nothing new', async () => {
    const stored = await world.gateway.companies.get(world.connectionId);
    if (!stored) throw new Error('There is no company.');
    await mirrorCatchesUp();
    const before = await told();
    const { lists } = stored.value;
    await world.gateway.companies.replace(stored.id, stored.version, {
      ...stored.value,
      lists: { ...lists, begun: lists.begun + 1 },
    });
    await planCustomer(world, 'Bob', {}, before);
    world.time.now += 10_000;
    await runUpdate(world);
    expect(await told()).toBeGreaterThan(before);
  });
});
