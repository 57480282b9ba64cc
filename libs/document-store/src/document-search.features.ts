import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StoreUnderTest } from './document-store.features.js';
import type { Collection, Page, Query } from './document-store.js';

const itemSchema = z.object({
  run: z.number(),
  name: z.string().nullable(),
  rank: z.number().optional(),
});
type Item = z.infer<typeof itemSchema>;

const items = {
  name: 'search-items',
  schema: itemSchema,
  indexes: { byName: ['run', 'name', 'rank'] },
} as const;

const nameArbitrary = fc.constantFrom('', 'a', 'A', 'b', 'ä', 'aa', '注', '🧾', '\uFFFD');
const documentArbitrary = fc.record({
  name: fc.option(nameArbitrary),
  rank: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
});
const queryArbitrary = fc.record({
  from: fc.option(nameArbitrary, { nil: undefined }),
  before: fc.option(nameArbitrary, { nil: undefined }),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 7 }),
});

/** Text is ordered by its UTF-8, that is by code point. */
const compareText = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

interface Known {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
}

const compareKnown = (a: Known, b: Known): number =>
  compareText(a.name, b.name) || a.rank - b.rank || compareText(a.id, b.id);

/** Whatever documents and search: all pages together are what a plain list would give. */
export const documentSearchFeatures = (
  name: string,
  makeStore: () => Promise<StoreUnderTest>,
): void => {
  // The adapter's name is the title.
  // oxlint-disable-next-line vitest/valid-title
  describe(name, { timeout: 60_000 }, () => {
    let under: StoreUnderTest;
    let collection: Collection<Item, 'byName'>;
    let run = 0;

    beforeAll(async () => {
      under = await makeStore();
      collection = under.store.collection(items);
    });

    afterAll(() => under.close());

    const allPages = async (query: Query<'byName'>): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Item> = await collection.find({ ...query, ...(cursor ? { cursor } : {}) });
        expect(page.items.length).toBeLessThanOrEqual(query.limit);
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      return ids;
    };

    it('finds in any search what a plain list would give, page by page', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(documentArbitrary, { maxLength: 30 }),
          queryArbitrary,
          async (documents, { from, before, descending, limit }) => {
            run += 1;
            const stored = documents.map(({ name: text, rank }, index) => ({
              id: `${run}-${index}`,
              value: { run, name: text, ...(rank === undefined ? {} : { rank }) },
            }));
            await collection.insertMany(stored);
            const expected = stored
              .flatMap(({ id, value }) =>
                value.name === null || value.rank === undefined
                  ? []
                  : [{ id, name: value.name, rank: value.rank }],
              )
              .filter((known) => from === undefined || compareText(known.name, from) >= 0)
              .filter((known) => before === undefined || compareText(known.name, before) < 0)
              .toSorted((a, b) => (descending ? compareKnown(b, a) : compareKnown(a, b)))
              .map(({ id }) => id);
            const range = {
              index: 'byName',
              equals: [run],
              ...(from === undefined ? {} : { from }),
              ...(before === undefined ? {} : { before }),
            } as const;
            expect(await allPages({ ...range, descending, limit })).toEqual(expected);
            expect(await collection.count({ ...range, limit: 1000 })).toBe(expected.length);
          },
        ),
        { numRuns: 150 },
      );
    });
  });
};
