import type { Posting } from '@ml-connector/postings';
import { z } from 'zod';
import { decimal, moneySchema } from '../http/money.js';
import { booksAmount, postingIdsOf, whyBooksDiffer } from './books-side.js';
import type { ShopEntry } from './shop-entries.js';

const MOST_DIFFERENCES = 1_000;

const currency = z.string().nullable();

export const tieOutSchema = z.strictObject({
  currency: currency.describe("The books' currency; null until it is known."),
  days: z.array(
    z.strictObject({
      date: z.iso.date(),
      orders: z.int(),
      refunds: z.int(),
      store: moneySchema,
      books: moneySchema,
      difference: moneySchema.describe('store - books'),
    }),
  ),
  differences: z
    .array(
      z.strictObject({
        orderId: z.int(),
        date: z.iso.date(),
        store: moneySchema,
        books: moneySchema,
        currency,
        reason: z.string(),
      }),
    )
    .describe(`Sales and refunds that differ, at most ${MOST_DIFFERENCES}.`),
});
export type TieOut = z.infer<typeof tieOutSchema>;

/** Compares the shop's money with the books', entry by entry and day by day. Pure. */
export const tieOut = (
  entries: readonly ShopEntry[],
  postings: ReadonlyMap<string, Posting>,
  at: { readonly connectionId: string; readonly homeCurrency: string | null },
): TieOut => {
  const compared = entries
    .toSorted((a, b) => (a.day === b.day ? a.orderId - b.orderId : a.day < b.day ? -1 : 1))
    .map((entry) => compare(entry, postings, at.connectionId));
  const counted = compared.filter(
    ({ entry, books }) => isInSums(entry) || (books !== 0 && entry.standing !== 'beside'),
  );
  return {
    currency: at.homeCurrency,
    days: [...Map.groupBy(counted, ({ entry }) => entry.day)].map(([date, day]) =>
      dayOf(date, day),
    ),
    differences: compared.filter(differs).slice(0, MOST_DIFFERENCES).map(differenceOf),
  };
};

interface Compared {
  readonly entry: ShopEntry;
  /** Minor units in the books' currency. */
  readonly books: number;
  readonly found: readonly Posting[];
}

const compare = (
  entry: ShopEntry,
  postings: ReadonlyMap<string, Posting>,
  connectionId: string,
): Compared => {
  const found = postingIdsOf(connectionId, entry).flatMap((id) => postings.get(id) ?? []);
  return { entry, found, books: booksAmount(found) };
};

const isInSums = (entry: ShopEntry): boolean => entry.standing === 'counted' && entry.amount !== 0;

const owed = ({ standing, amount }: ShopEntry): number => (standing === 'counted' ? amount : 0);

const differs = ({ entry, books }: Compared): boolean => {
  if (entry.standing === 'beside') return entry.amount !== books;
  return entry.standing === 'apart' || owed(entry) !== books;
};

const dayOf = (date: string, day: readonly Compared[]): TieOut['days'][number] => {
  const inSums = day.filter(({ entry }) => isInSums(entry));
  const store = day.reduce((sum, { entry }) => sum + owed(entry), 0);
  const books = day.reduce((sum, one) => sum + one.books, 0);
  const refunds = inSums.filter(({ entry }) => entry.refundId !== null).length;
  return {
    date,
    orders: inSums.length - refunds,
    refunds,
    store: decimal(store),
    books: decimal(books),
    difference: decimal(store - books),
  };
};

const differenceOf = ({ entry, books, found }: Compared): TieOut['differences'][number] => ({
  orderId: entry.orderId,
  date: entry.day,
  store: decimal(entry.standing === 'left-out' ? 0 : entry.amount),
  books: decimal(books),
  currency: entry.currency,
  reason: whyBooksDiffer(entry, found),
});
