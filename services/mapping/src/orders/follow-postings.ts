import { orderSnapshotId, orderSnapshots } from '@ml-connector/bookkeeping';
import { type EventOf, postingPosted, postingReleased } from '@ml-connector/contracts';
import { isPerson } from '@ml-connector/postings';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { decideOrders } from './decide-orders.js';

export const POSTING_EVENTS_FOLLOWED = [postingPosted, postingReleased] as const;
export type FollowedEvent = EventOf<(typeof POSTING_EVENTS_FOLLOWED)[number]>;

/** Lets go on what waited for postings that stand now, and decides anew what a person released before it was posted. */
export const followPostings = async (
  ports: MappingPorts,
  events: readonly FollowedEvent[],
): Promise<void> => {
  for (const [connectionId, told] of groupBy(events, (event) => event.connectionId)) {
    const posted = told.filter((event) => event.type === 'PostingPosted');
    const ids = new Set(posted.map(({ data }) => data.postingId));
    if (ids.size > 0) await ports.postings.releaseDependents(connectionId, [...ids]);
    const released = told.filter(
      (event) => event.type === 'PostingReleased' && isPerson(event.data.by),
    );
    await decideReleased(ports, connectionId, [
      ...new Set(released.map(({ data }) => data.postingId)),
    ]);
  }
};

const decideReleased = async (
  ports: MappingPorts,
  connectionId: string,
  postingIds: readonly string[],
): Promise<void> => {
  if (postingIds.length === 0) return;
  const postings = await ports.postings.getMany(postingIds);
  const unposted = postings.filter(
    ({ document, orderId }) => document === null && orderId !== null,
  );
  const ids = unposted.map(({ orderId }) => orderSnapshotId(connectionId, orderId ?? 0));
  const snapshots = await ports.store.collection(orderSnapshots).getMany([...new Set(ids)]);
  await decideOrders(ports, snapshots, { again: new Set(unposted.map(({ id }) => id)) });
};
