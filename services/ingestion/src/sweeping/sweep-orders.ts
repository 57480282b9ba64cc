import { isoTime } from '@ml-connector/kernel';
import type { Lanes } from '../reading/lanes.js';
import { type ModifiedPosition, readModified } from '../reading/modified-since.js';
import type { Reading, ReadingPorts, Recorded } from '../reading/reading.js';
import { recordOrders } from '../reading/record-orders.js';

/** Longer than any shop's clock is likely to be set back, and than a request of a shopper takes. */
const OVERLAP_MS = 10 * 60_000;

export interface OrderSweep {
  readonly ports: ReadingPorts;
  readonly reading: Reading;
  readonly lanes: Lanes;
  /** Default: everything but the trash. */
  readonly statuses?: readonly string[];
  /** Pages in one go; the rest comes in the next, so that a long past of one shop does not keep others waiting. */
  readonly maxPages: number;
  /** Called after the append of each page. */
  readonly onPage: (page: SweptPage) => Promise<void>;
}

export interface SweptPage extends Recorded {
  /** The newest date_modified_gmt of the page, by the shop's clock; null for an empty page. */
  readonly newest: string | null;
  readonly next: ModifiedPosition | null;
  /** The orders that could be read. */
  readonly orderIds: readonly number[];
}

/** Reads orders page by page from a position on. @returns where to go on, null at the end. */
export const sweepOrders = async (
  sweep: OrderSweep,
  from: ModifiedPosition,
): Promise<ModifiedPosition | null> => {
  let position: ModifiedPosition | null = from;
  for (let page = 0; position !== null && page < sweep.maxPages; page += 1) {
    const swept: SweptPage = await sweep.lanes(
      sweep.reading.connectionId,
      sweepPage(sweep, position),
    );
    await sweep.onPage(swept);
    position = swept.next;
  }
  return position;
};

/** The reading and the append are one step in the lane: what was read later is told later. */
const sweepPage =
  ({ ports, reading, statuses }: OrderSweep, position: ModifiedPosition) =>
  async (): Promise<SweptPage> => {
    const { found, newest, next } = await readModified(reading.client, position, statuses);
    await ports.failpoint('poll.fetched');
    const recorded = await recordOrders(ports, reading, found.orders);
    for (const { id, problem } of found.unreadable)
      reading.onProblem({ what: 'order', id, problem });
    return { ...recorded, newest, next, orderIds: found.orders.map(({ order }) => order.id) };
  };

/**
 * Where a sweep begins: the overlap before the newest order told, or before go-live for a new connection. A cursor that
 * a shop's wrong clock brought into the future is not believed.
 * @param now milliseconds since 1970
 */
export const sweepStart = (
  cursor: string | null,
  goLive: string,
  now: number,
): ModifiedPosition => ({
  after: isoTime(Math.min(Date.parse(cursor ?? goLive), now) - OVERLAP_MS),
  page: 1,
});

/** The later of two times; a cursor never goes back. */
export const later = (cursor: string | null, newest: string | null): string | null =>
  cursor === null || (newest !== null && newest > cursor) ? newest : cursor;
