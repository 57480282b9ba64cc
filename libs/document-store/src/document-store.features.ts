import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Collection, CollectionDefinition, DocumentStore, Page } from './document-store.js';
import { updateDocument } from './update-document.js';

/** A store under test. `reopen` stands for a restart of the process: same data, nothing kept in memory. */
export interface StoreUnderTest {
  readonly store: DocumentStore;
  reopen(): Promise<DocumentStore>;
  close(): Promise<void>;
}

const orderSchema = z.object({
  tenant: z.string(),
  number: z.number(),
  state: z.string().optional(),
  paid: z.boolean().optional(),
  note: z.string().nullable().optional(),
});
type Order = z.infer<typeof orderSchema>;

const orders = {
  name: 'orders',
  schema: orderSchema,
  indexes: {
    byTenant: ['tenant', 'number'],
    byState: ['tenant', 'state', 'number'],
    byPaid: ['paid'],
    byNote: ['note'],
    all: [],
  },
} as const satisfies CollectionDefinition<Order>;
type Index = keyof typeof orders.indexes;

const order = (number: number, more: Partial<Order> = {}): Order => ({
  tenant: 'a',
  number,
  ...more,
});
const idOf = (number: number): string => `order-${String(number).padStart(4, '0')}`;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const addOne = (current: Order | null): Order => order((current?.number ?? 0) + 1);
const numbersOf = (page: Page<Order>): number[] => page.items.map(({ value }) => value.number);

/** What every document store must do. `makeStore` gives an empty one. */
export const documentStoreFeatures = (
  name: string,
  makeStore: () => Promise<StoreUnderTest>,
): void => {
  // The adapter's name is the title.
  // oxlint-disable-next-line vitest/valid-title
  describe(name, () => {
    let under: StoreUnderTest;
    let collection: Collection<Order, Index>;

    beforeEach(async () => {
      under = await makeStore();
      collection = under.store.collection(orders);
    });

    afterEach(() => under.close());

    const insertNumbers = async (numbers: readonly number[]): Promise<void> => {
      await collection.insertMany(
        numbers.map((number) => ({ id: idOf(number), value: order(number) })),
      );
    };
    const allPages = async (
      query: Omit<Parameters<typeof collection.find>[0], 'cursor'>,
    ): Promise<number[]> => {
      const numbers: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Order> = await collection.find({
          ...query,
          ...(cursor ? { cursor } : {}),
        });
        numbers.push(...numbersOf(page));
        cursor = page.next;
      } while (cursor !== null);
      return numbers;
    };

    describe('one document', () => {
      it('is read as it was inserted, with version 1', async () => {
        const value = order(1, { state: 'ready', paid: true, note: null });
        await expect(collection.insert('o-1', value)).resolves.toBe('inserted');
        await expect(collection.get('o-1')).resolves.toEqual({ id: 'o-1', version: 1, value });
      });

      it('is null when it does not exist', async () => {
        await expect(collection.get('nobody')).resolves.toBeNull();
      });

      it('is inserted once', async () => {
        await collection.insert('o-1', order(1));
        await expect(collection.insert('o-1', order(2))).resolves.toBe('exists');
        await expect(collection.get('o-1')).resolves.toMatchObject({ value: { number: 1 } });
      });

      it('is inserted by exactly one of many who try at once', async () => {
        const outcomes = await Promise.all(
          upTo(30).map((number) => collection.insert('o-1', order(number))),
        );
        expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1);
      });

      it('is replaced by whoever read the newest version', async () => {
        await collection.insert('o-1', order(1));
        await expect(collection.replace('o-1', 1, order(2))).resolves.toBe('replaced');
        await expect(collection.get('o-1')).resolves.toMatchObject({
          version: 2,
          value: { number: 2 },
        });
      });

      it('is not replaced by whoever read an older version', async () => {
        await collection.insert('o-1', order(1));
        await collection.replace('o-1', 1, order(2));
        await expect(collection.replace('o-1', 1, order(3))).resolves.toBe('conflict');
        await expect(collection.get('o-1')).resolves.toMatchObject({ value: { number: 2 } });
      });

      it('is not made by a replacement', async () => {
        await expect(collection.replace('o-1', 1, order(1))).resolves.toBe('conflict');
        await expect(collection.get('o-1')).resolves.toBeNull();
      });

      it('is removed by whoever read the newest version only', async () => {
        await collection.insert('o-1', order(1));
        await expect(collection.remove('o-1', 2)).resolves.toBe('conflict');
        await expect(collection.remove('o-1', 1)).resolves.toBe('removed');
        await expect(collection.remove('o-1', 1)).resolves.toBe('conflict');
        await expect(collection.get('o-1')).resolves.toBeNull();
      });

      it('starts again at version 1 after it was removed', async () => {
        await collection.insert('o-1', order(1));
        await collection.replace('o-1', 1, order(2));
        await collection.remove('o-1', 2);
        await expect(collection.insert('o-1', order(3))).resolves.toBe('inserted');
        await expect(collection.get('o-1')).resolves.toMatchObject({ version: 1 });
      });

      it.each(['käse|ß', '注文-1', '🧾', 'a b/c?d%e', "o'; DROP TABLE", 'A', '$set', 'a.b'])(
        'is found by the id %s',
        async (id) => {
          await collection.insert(id, order(1, { note: id }));
          await collection.insert(`${id}x`, order(2));
          await expect(collection.get(id)).resolves.toMatchObject({ id, value: { note: id } });
        },
      );

      it('keeps ids apart that differ in case or accent only', async () => {
        await collection.insert('resume', order(1));
        await collection.insert('Resume', order(2));
        await collection.insert('resumé', order(3));
        await expect(collection.get('Resume')).resolves.toMatchObject({ value: { number: 2 } });
      });

      it.each(['', 'x'.repeat(1001), 'a\0b', 'a\uD800'])(
        'is refused under the id %j',
        async (id) => {
          await expect(collection.insert(id, order(1))).rejects.toMatchObject({
            code: 'INPUT_INVALID',
          });
        },
      );

      it('can be 1 MB large', async () => {
        const note = 'ä🧾x'.repeat(200_000);
        await collection.insert('big', order(1, { note }));
        const stored = await collection.get('big');
        expect(stored?.value.note === note).toBe(true);
      });
    });

    describe('compare and set', () => {
      it('lets 50 workers count to exactly 400 together', async () => {
        await collection.insert('counter', order(0));
        const increment = async (): Promise<void> => {
          for (;;) {
            const stored = await collection.get('counter');
            if (!stored) throw new Error('The counter is gone.');
            const next = order(stored.value.number + 1);
            const outcome = await collection.replace('counter', stored.version, next);
            if (outcome === 'replaced') return;
          }
        };
        const worker = async (): Promise<void> => {
          for (const _ of upTo(8)) await increment();
        };
        await Promise.all(upTo(50).map(worker));
        await expect(collection.get('counter')).resolves.toMatchObject({
          version: 401,
          value: { number: 400 },
        });
      }, 120_000);

      it('makes or changes a document by a function of what stands', async () => {
        await Promise.all(upTo(5).map(() => updateDocument(collection, 'counter', addOne)));
        await expect(collection.get('counter')).resolves.toMatchObject({ value: { number: 5 } });
      });
    });

    describe('many documents', () => {
      it('are inserted each on its own, with outcomes in order', async () => {
        await collection.insert(idOf(1), order(100));
        const outcomes = await collection.insertMany(
          [0, 1, 2, 2].map((number) => ({ id: idOf(number), value: order(number) })),
        );
        expect(outcomes).toEqual(['inserted', 'exists', 'inserted', 'exists']);
      });

      it('are replaced each on its own, with outcomes in order', async () => {
        await insertNumbers([0, 1, 2]);
        await collection.replace(idOf(1), 1, order(1));
        const outcomes = await collection.replaceMany(
          [0, 1, 2, 3].map((number) => ({
            id: idOf(number),
            expectedVersion: 1,
            value: order(number + 50),
          })),
        );
        expect(outcomes).toEqual(['replaced', 'conflict', 'replaced', 'conflict']);
        await expect(collection.get(idOf(2))).resolves.toMatchObject({
          version: 2,
          value: { number: 52 },
        });
      });

      it('can be none at all', async () => {
        await expect(collection.insertMany([])).resolves.toEqual([]);
        await expect(collection.replaceMany([])).resolves.toEqual([]);
        await expect(collection.getMany([])).resolves.toEqual([]);
      });

      it('are read by their ids, without those that do not exist', async () => {
        await insertNumbers(upTo(700));
        const ids = [...upTo(700).map(idOf), 'nobody', idOf(3)];
        const found = await collection.getMany(ids);
        expect(found.map(({ value }) => value.number).sort((a, b) => a - b)).toEqual(upTo(700));
      });
    });

    describe('a search', () => {
      it('finds equal values, in the order of the next field', async () => {
        await insertNumbers([10, 9, 2, 33]);
        await collection.insert('other', order(5, { tenant: 'b' }));
        const page = await collection.find({ index: 'byTenant', equals: ['a'], limit: 10 });
        expect(numbersOf(page)).toEqual([2, 9, 10, 33]);
        expect(page.next).toBeNull();
      });

      it('finds a range with its lower end and without its upper end', async () => {
        await insertNumbers([1, 2, 3, 4, 5]);
        const page = await collection.find({
          index: 'byTenant',
          equals: ['a'],
          from: 2,
          before: 4,
          limit: 10,
        });
        expect(numbersOf(page)).toEqual([2, 3]);
      });

      it('gives the largest first when it is asked to', async () => {
        await insertNumbers([1, 2, 3, 4, 5]);
        const page = await collection.find({
          index: 'byTenant',
          equals: ['a'],
          before: 5,
          descending: true,
          limit: 3,
        });
        expect(numbersOf(page)).toEqual([4, 3, 2]);
      });

      it.each([false, true])(
        'pages through everything once (descending: %s)',
        async (descending) => {
          await insertNumbers(upTo(95));
          const numbers = await allPages({
            index: 'byTenant',
            equals: ['a'],
            descending,
            limit: 10,
          });
          expect(numbers).toEqual(descending ? upTo(95).toReversed() : upTo(95));
        },
      );

      it('pages through documents that are equal in every indexed field', async () => {
        await collection.insertMany(
          upTo(25).map((number) => ({ id: idOf(number), value: order(7, { paid: true }) })),
        );
        const numbers = await allPages({ index: 'byPaid', equals: [], limit: 4 });
        expect(numbers).toHaveLength(25);
      });

      it('pages by id over an index of no field', async () => {
        await insertNumbers(upTo(25).toReversed());
        await expect(allPages({ index: 'all', equals: [], limit: 7 })).resolves.toEqual(upTo(25));
      });

      it('ends with null when the last page is exactly full', async () => {
        await insertNumbers(upTo(10));
        const page = await collection.find({ index: 'byTenant', equals: ['a'], limit: 10 });
        expect(page.next).toBeNull();
      });

      it('neither repeats nor shifts a page when documents are written meanwhile', async () => {
        await insertNumbers(upTo(40).map((number) => number * 10));
        const seen: number[] = [];
        let cursor: string | null = null;
        do {
          const page: Page<Order> = await collection.find({
            index: 'byTenant',
            equals: ['a'],
            limit: 5,
            ...(cursor ? { cursor } : {}),
          });
          seen.push(...numbersOf(page));
          cursor = page.next;
          const last = seen.at(-1) ?? 0;
          await insertNumbers([last - 5]);
          const first = await collection.get(idOf(0));
          if (first) await collection.remove(idOf(0), first.version);
        } while (cursor !== null);
        expect(seen).toEqual(upTo(40).map((number) => number * 10));
      });

      it('leaves out documents in which an indexed field is absent', async () => {
        await collection.insert('with', order(1, { state: 'held' }));
        await collection.insert('without', order(2));
        await collection.insert('null', order(3, { note: null }));
        await expect(collection.count({ index: 'byNote', equals: [], limit: 9 })).resolves.toBe(0);
        const page = await collection.find({ index: 'byState', equals: ['a'], limit: 10 });
        expect(page.items.map(({ id }) => id)).toEqual(['with']);
      });

      it('follows a document whose indexed field changes, appears or goes', async () => {
        const held = (): Promise<number> =>
          collection.count({ index: 'byState', equals: ['a', 'held'], limit: 10 });
        await collection.insert('o-1', order(1));
        await collection.replace('o-1', 1, order(1, { state: 'held' }));
        await expect(held()).resolves.toBe(1);
        await collection.replace('o-1', 2, order(1, { state: 'ready' }));
        await expect(held()).resolves.toBe(0);
        await collection.replace('o-1', 3, order(1, { state: 'held' }));
        await collection.remove('o-1', 4);
        await expect(held()).resolves.toBe(0);
      });

      it('finds booleans', async () => {
        await collection.insert('yes', order(1, { paid: true }));
        await collection.insert('no', order(2, { paid: false }));
        const page = await collection.find({ index: 'byPaid', equals: [false], limit: 10 });
        expect(page.items.map(({ id }) => id)).toEqual(['no']);
      });

      it('counts, but not beyond the limit', async () => {
        await insertNumbers(upTo(30));
        const query = { index: 'byTenant', equals: ['a'] } as const;
        await expect(collection.count({ ...query, limit: 100 })).resolves.toBe(30);
        await expect(collection.count({ ...query, limit: 12 })).resolves.toBe(12);
        await expect(collection.count({ ...query, from: 25, limit: 100 })).resolves.toBe(5);
        await expect(
          collection.count({ index: 'byTenant', equals: ['z'], limit: 9 }),
        ).resolves.toBe(0);
      });

      it('refuses the cursor of another search and what never was one', async () => {
        await insertNumbers(upTo(20));
        const query = { index: 'byTenant', equals: ['a'], limit: 5 } as const;
        const { next } = await collection.find(query);
        if (next === null) throw new Error('There must be a second page.');
        const foreign = [
          collection.find({ ...query, equals: ['b'], cursor: next }),
          collection.find({ ...query, descending: true, cursor: next }),
          collection.find({ ...query, index: 'byState', cursor: next }),
          collection.find({ ...query, cursor: `${next.slice(0, -4)}AAAA` }),
          collection.find({ ...query, cursor: 'nonsense' }),
          collection.find({ ...query, cursor: '' }),
        ];
        for (const outcome of await Promise.allSettled(foreign)) {
          expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'INPUT_INVALID' } });
        }
      });

      it.each([0, -1, 1.5, 1001, Number.NaN])('refuses the limit %d', async (limit) => {
        await expect(
          collection.find({ index: 'byTenant', equals: [], limit }),
        ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      });

      it('refuses more values than the index has fields', async () => {
        await expect(
          collection.find({ index: 'byPaid', equals: [true, 1], limit: 5 }),
        ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      });
    });

    describe('collections', () => {
      it('do not see each other', async () => {
        const others = under.store.collection({ ...orders, name: 'other-orders' });
        await collection.insert('o-1', order(1));
        await expect(others.get('o-1')).resolves.toBeNull();
        await expect(others.insert('o-1', order(2))).resolves.toBe('inserted');
        await expect(
          others.find({ index: 'byTenant', equals: ['a'], limit: 5 }),
        ).resolves.toMatchObject({ items: [{ value: { number: 2 } }] });
      });

      it('are the same when asked for twice', async () => {
        await collection.insert('o-1', order(1));
        const again = under.store.collection(orders);
        await expect(again.get('o-1')).resolves.toMatchObject({ version: 1 });
      });

      it('refuse a second declaration with other indexes', () => {
        expect(() =>
          under.store.collection({ ...orders, indexes: { byNumber: ['number'] } }),
        ).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
      });

      it('bring a document of an older shape to the newest', async () => {
        await collection.insert('o-1', order(1));
        const schema = orderSchema.transform(({ number }) => ({ orderNumber: number }));
        const newest = under.store.collection({ ...orders, schema });
        await expect(newest.get('o-1')).resolves.toMatchObject({ value: { orderNumber: 1 } });
      });

      it('say so when a document does not have its shape', async () => {
        await collection.insert('o-1', order(1));
        const schema = z.object({ customer: z.string() });
        const strict = under.store.collection({ ...orders, schema });
        await expect(strict.get('o-1')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
      });

      it('refuse what no index can hold', async () => {
        const half = order(1.5);
        await expect(collection.insert('o-1', half)).rejects.toMatchObject({
          code: 'INPUT_INVALID',
        });
      });
    });

    describe('after a restart', () => {
      it('everything acknowledged is there, and can be searched', async () => {
        await insertNumbers(upTo(300));
        await collection.replace(idOf(5), 1, order(5, { state: 'held' }));
        const reopened = (await under.reopen()).collection(orders);
        await expect(reopened.get(idOf(5))).resolves.toMatchObject({ version: 2 });
        await expect(
          reopened.count({ index: 'byTenant', equals: ['a'], limit: 1000 }),
        ).resolves.toBe(300);
      });

      it('a changed declaration of indexes is built from the documents that stand', async () => {
        await insertNumbers(upTo(20));
        await collection.insert('yes', order(99, { paid: true, note: 'first' }));
        const changed = (await under.reopen()).collection({
          ...orders,
          indexes: { byTenant: ['number'], byNote: ['note', 'paid'] },
        });
        await expect(
          changed.find({ index: 'byTenant', equals: [], from: 18, limit: 9 }),
        ).resolves.toMatchObject({ items: [{}, {}, { id: 'yes' }] });
        await expect(
          changed.count({ index: 'byNote', equals: ['first', true], limit: 9 }),
        ).resolves.toBe(1);
      });

      it('a declaration that comes back finds what was written while it was away', async () => {
        await collection.insert('o-1', order(1, { state: 'ready' }));
        const without = (await under.reopen()).collection({
          ...orders,
          indexes: { byTenant: ['tenant'] },
        });
        await without.replace('o-1', 1, order(1, { state: 'held' }));
        const back = (await under.reopen()).collection(orders);
        const page = await back.find({ index: 'byState', equals: ['a', 'held'], limit: 5 });
        expect(page.items.map(({ id }) => id)).toEqual(['o-1']);
      });
    });
  });
};
