import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope } from '@ml-connector/contracts';
import { type Life, LIVES } from './lives.features.js';
import { COMPANY, openWorld, type World } from './mapping-world.features.js';

/** Ways in which the same may arrive, of each life: 12 here, 300 in `npm run test:full`. */
const RUNS = Number(process.env['ML_ARRIVALS'] ?? 12);

let world: World;
beforeAll(async () => {
  world = await openWorld({ unknownProduct: 'create' });
  await world.lists(...COMPANY);
});
afterAll(() => world.close());

/** Stands nowhere else in a document. */
let lastId = 3_000;

const arrive = async (events: readonly Envelope[]): Promise<void> => {
  const isOfOrder = ({ type }: Envelope): boolean => !type.startsWith('Customer');
  for (const batch of [events.filter(isOfOrder), events.filter((event) => !isOfOrder(event))])
    if (batch.length > 0) await (batch.every(isOfOrder) ? world.orders : world.customers)(...batch);
};

/** Documents as QuickBooks would get them: by kind, with what leads to them left out. */
const documentsOf = async (orderId: number): Promise<readonly string[]> => {
  const { connectionId, ports } = world;
  const newest = await ports.postings.list({ connectionId, kind: 'customer', limit: 20 });
  const customers = newest.items.map(({ value }) => value);
  const postings = [...(await ports.postings.ofOrder(connectionId, orderId)), ...customers];
  const texts = await world.ports.vault.open(postings.map(({ wish }) => wish.request));
  return postings
    .map(({ kind, state, reason, withdrawn, wish }, index) =>
      [kind, state === 'skipped', reason?.code, withdrawn?.code, wish.total, texts[index]].join(
        ' ',
      ),
    )
    .filter((text) => !text.startsWith('customer') || text.includes(`Mustermann${orderId}`))
    .map((text) => text.replaceAll(String(orderId), 'N').replaceAll(/[a-z]{3}-[0-9a-v]{26}/g, 'ID'))
    .filter(isAsked)
    .toSorted();
};

/** What was planned and taken back on the way leaves a trace, but no document. */
const isAsked = (text: string): boolean => !/^\S+ true /.test(text);

const countOf = (documents: readonly string[]) =>
  Object.fromEntries(
    [...Map.groupBy(documents, (text) => text.split(' ', 1)[0] ?? '')].map(([kind, own]) => [
      kind,
      own.length,
    ]),
  );

/** Any order, any repetitions, in batches of any size. */
const arrivalsOf = (count: number) => {
  const every = Array.from({ length: count }, (_, index) => index);
  const order = fc
    .array(fc.nat(count - 1), { maxLength: 8 })
    .chain((repeated) =>
      fc.shuffledSubarray([...every, ...repeated], { minLength: count + repeated.length }),
    );
  return fc.tuple(order, fc.integer({ min: 1, max: 5 }));
};

describe('an order of which is told that it was', () => {
  it.each(LIVES)(
    '$title: the same documents in whatever order and however often it arrives',
    async ({ told, documents }: Life) => {
      lastId += 1;
      const inOrder = await told(world, lastId);
      for (const event of inOrder) await arrive([event]);
      const expected = await documentsOf(lastId);
      const { customer: _customer, ...transactions } = countOf(expected);
      const { customer: _asked, ...asked } = documents;
      expect(transactions).toEqual(asked);
      await fc.assert(
        fc.asyncProperty(arrivalsOf(inOrder.length), async ([order, atOnce]) => {
          lastId += 1;
          const events = await told(world, lastId);
          for (let start = 0; start < order.length; start += atOnce)
            await arrive(
              order.slice(start, start + atOnce).flatMap((index) => events[index] ?? []),
            );
          const standing = await documentsOf(lastId);
          // A customer who was made for an order that ended stays, and was not made where its end came first.
          const isCompared = (text: string): boolean =>
            documents['customer'] !== undefined || !text.startsWith('customer');
          expect(standing.filter(isCompared)).toEqual(expected.filter(isCompared));
        }),
        { numRuns: RUNS },
      );
    },
    600_000,
  );
});
