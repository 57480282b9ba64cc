import type { DailyCaps } from '@ml-connector/connections';
import type { Operation, PostingKind } from '@ml-connector/contracts';
import { CAPPED, cappedAs, cappedKind, type Capped, type Posting } from '@ml-connector/postings';
import { z } from 'zod';

/** What was handed out to be added on one day of the shop, and is not known to be missing in QuickBooks. */
export const todaySchema = z.strictObject({
  day: z.string(),
  customers: z.int().nonnegative(),
  documents: z.int().nonnegative(),
  /** When the last of each went. */
  lastAt: z.partialRecord(z.enum(CAPPED), z.iso.datetime()),
});
export type Today = z.infer<typeof todaySchema>;

/** How many more may go. */
export type Room = Readonly<Record<Capped, number>>;

/** A request of a set. */
interface Handed {
  readonly postingId: string;
  readonly operation: Operation;
  readonly kind: PostingKind;
}

const countedOn = (today: Today | undefined, day: string): Today =>
  today?.day === day ? today : { day, customers: 0, documents: 0, lastAt: {} };

export const roomIn = (today: Today | undefined, day: string, caps: DailyCaps): Room => {
  const counted = countedOn(today, day);
  return {
    customers: leftOf(caps.customers, counted.customers),
    documents: leftOf(caps.documents, counted.documents),
  };
};

const leftOf = (cap: number | null, count: number): number =>
  cap === null ? Number.POSITIVE_INFINITY : Math.max(0, cap - count);

/** Whether there is no room left for a posting. */
export const isOver =
  (room: Room) =>
  (posting: Posting): boolean => {
    const capped = cappedAs(posting);
    return capped !== null && room[capped] === 0;
  };

/** Lets as many through as there is room for, in the order in which it is asked. */
export const passing = (room: Room): ((posting: Posting) => boolean) => {
  const left = { ...room };
  return (posting) => {
    const capped = cappedAs(posting);
    if (capped === null) return true;
    left[capped] -= 1;
    return left[capped] >= 0;
  };
};

/** The count with a set that is committed now. */
export const afterCommit = (
  today: Today | undefined,
  { day, at }: { readonly day: string; readonly at: string },
  items: readonly Handed[],
): { readonly today?: Today } => {
  const added = countOf(items);
  if (added.customers + added.documents === 0) return today ? { today } : {};
  const counted = countedOn(today, day);
  return {
    today: {
      day,
      customers: counted.customers + added.customers,
      documents: counted.documents + added.documents,
      lastAt: {
        ...counted.lastAt,
        ...(added.customers > 0 ? { customers: at } : {}),
        ...(added.documents > 0 ? { documents: at } : {}),
      },
    },
  };
};

/**
 * The count without what is surely not in QuickBooks: it goes out in another set, and would count twice. While a set is
 * open no other is committed, so the count is still that of its day.
 */
export const withoutMissing = (
  today: Today | undefined,
  items: readonly Handed[],
  missing: ReadonlySet<string>,
): { readonly today?: Today } => {
  if (!today) return {};
  const { customers, documents } = countOf(items.filter(({ postingId }) => missing.has(postingId)));
  return {
    today: {
      ...today,
      customers: Math.max(0, today.customers - customers),
      documents: Math.max(0, today.documents - documents),
    },
  };
};

const countOf = (items: readonly Handed[]): Record<Capped, number> => {
  const count = { customers: 0, documents: 0 };
  for (const { operation, kind } of items) {
    const capped = operation === 'add' ? cappedKind(kind) : null;
    if (capped !== null) count[capped] += 1;
  }
  return count;
};
