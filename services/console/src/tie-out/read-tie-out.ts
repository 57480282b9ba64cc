import { setImmediate } from 'node:timers/promises';
import { type OrderSnapshot, orderSnapshots } from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { Collection, DocumentStore, Query } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import type { Posting, Postings } from '@ml-connector/postings';
import { postingIdsOf } from './books-side.js';
import { homeCurrencyOf, type ShopEntry, shopEntries } from './shop-entries.js';
import { type TieOut, tieOut } from './tie-out.js';

const PAGE = 500;
const HOUR = 3_600_000;
/** No zone is farther from UTC. */
const FARTHEST_ZONE_MS = 14 * HOUR;

/** Days in the shop's zone, both inclusive, `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Reads the orders and refunds of these days and the postings that hold them, and compares them. */
export const readTieOut = async (
  connection: Connection,
  range: DayRange,
  { store, postings }: { readonly store: DocumentStore; readonly postings: Postings },
): Promise<TieOut> => {
  const entries = new Map<string, ShopEntry>();
  const snapshots = store.collection(orderSnapshots);
  for (const query of queriesFor(connection.id, range)) {
    for await (const snapshot of every(snapshots, query))
      for (const entry of shopEntries(snapshot, connection))
        if (entry.day >= range.from && entry.day <= range.to)
          entries.set(`${entry.orderId}|${entry.refundId}`, entry);
  }
  const found = [...entries.values()];
  const ids = found.flatMap((entry) => postingIdsOf(connection.id, entry));
  return tieOut(found, await postingsById(ids, postings), {
    connectionId: connection.id,
    homeCurrency: homeCurrencyOf(connection),
  });
};

type SnapshotQuery = Omit<Query<'byCreated' | 'byRefunded'>, 'limit' | 'cursor'>;

/** Orders made in the range, and those whose newest refund is not older: a refund of the range may have a younger one after it. */
const queriesFor = (connectionId: string, { from, to }: DayRange): readonly SnapshotQuery[] => {
  const first = isoTime(Date.parse(from) - FARTHEST_ZONE_MS);
  const after = isoTime(Date.parse(to) + 24 * HOUR + FARTHEST_ZONE_MS);
  return [
    { index: 'byCreated', equals: [connectionId], from: first, before: after },
    { index: 'byRefunded', equals: [connectionId], from: first },
  ];
};

async function* every(
  snapshots: Collection<OrderSnapshot, 'byCreated' | 'byRefunded' | 'byOpen' | 'byPending'>,
  query: SnapshotQuery,
): AsyncGenerator<OrderSnapshot> {
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof snapshots.find>> = await snapshots.find({
      ...query,
      limit: PAGE,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { value } of page.items) yield value;
    // The embedded store reads on this thread: others get their turn between two pages.
    await setImmediate();
    cursor = page.next;
  }
}

const postingsById = async (
  ids: readonly string[],
  postings: Postings,
): Promise<ReadonlyMap<string, Posting>> => {
  const known = new Map<string, Posting>();
  for (let at = 0; at < ids.length; at += PAGE)
    for (const posting of await postings.getMany(ids.slice(at, at + PAGE)))
      known.set(posting.id, posting);
  return known;
};
