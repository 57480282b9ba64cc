import { isoTime } from '@ml-connector/kernel';
import type { OrderPage, StoreClient } from '@ml-connector/woocommerce';

const PAGE = 100;
const SECOND = 1_000;

/** Where a reading by date of modification stands. */
export interface ModifiedPosition {
  /** Exclusive, to the second. ISO 8601 UTC. */
  readonly after: string;
  readonly page: number;
}

export interface ModifiedPage {
  readonly found: OrderPage;
  /** The newest date_modified_gmt of the page; null for an empty one. */
  readonly newest: string | null;
  /** Null at the end. */
  readonly next: ModifiedPosition | null;
}

/**
 * Reads one page of orders by date of modification. The next page begins at the last second of this one rather than at a
 * page number: an order that is changed meanwhile moves to the end, and with page numbers another would slip through
 * the gap. Only within a second that fills a whole page are pages counted.
 */
export const readModified = async (
  client: Pick<StoreClient, 'listOrders'>,
  position: ModifiedPosition,
  statuses?: readonly string[],
): Promise<ModifiedPage> => {
  const found = await client.listOrders({
    modifiedAfter: position.after,
    page: position.page,
    perPage: PAGE,
    ...(statuses === undefined ? {} : { statuses }),
  });
  const newest = newestOf(found);
  return { found, newest, next: found.more ? nextPosition(position, newest) : null };
};

const newestOf = ({ orders, unreadable }: OrderPage): string | null => {
  const times = [
    ...orders.map(({ order }) => order.modifiedAt),
    ...unreadable.flatMap(({ modifiedAt }) => modifiedAt ?? []),
  ];
  return times.reduce<string | null>(
    (newest, time) => (newest === null || time > newest ? time : newest),
    null,
  );
};

const nextPosition = (position: ModifiedPosition, newest: string | null): ModifiedPosition => {
  const after = newest === null ? position.after : isoTime(Date.parse(newest) - SECOND);
  return after > position.after
    ? { after, page: 1 }
    : { after: position.after, page: position.page + 1 };
};
