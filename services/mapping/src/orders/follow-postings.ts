import { asksLists, orderSnapshotId, orderSnapshots } from '@ml-connector/bookkeeping';
import {
  type EventOf,
  postingPosted,
  postingRefused,
  postingReleased,
  postingResolved,
  postingVoided,
} from '@ml-connector/contracts';
import { isPerson, type Posting } from '@ml-connector/postings';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { decideOrders } from './decide-orders.js';

export const POSTING_EVENTS_FOLLOWED = [
  postingPosted,
  postingReleased,
  postingRefused,
  postingResolved,
  postingVoided,
] as const;
export type FollowedEvent = EventOf<(typeof POSTING_EVENTS_FOLLOWED)[number]>;

/**
 * Lets go on what waited for postings that stand now, and decides anew what a person released before it was posted, or
 * what came back from QuickBooks after it had turned out that it cannot be made.
 */
export const followPostings = async (
  ports: MappingPorts,
  events: readonly FollowedEvent[],
): Promise<void> => {
  for (const [connectionId, told] of groupBy(events, (event) => event.connectionId)) {
    const posted = told.filter(
      (event) => event.type === 'PostingPosted' || event.type === 'PostingVoided',
    );
    const ids = new Set(posted.map(({ data }) => data.postingId));
    if (ids.size > 0) await ports.postings.releaseDependents(connectionId, [...ids]);
    const byPerson = told.filter(
      (event) => event.type === 'PostingReleased' && isPerson(event.data.by),
    );
    const back = told.filter(
      (event) =>
        event.type === 'PostingRefused' ||
        event.type === 'PostingResolved' ||
        (event.type === 'PostingReleased' && FROM_A_SET.has(event.data.by)),
    );
    // What comes back may be a customer or an item that was decided before the lists were read the last time.
    if (byPerson.length + back.length > 0) ports.wakes.add(connectionId);
    await decideReleased(ports, connectionId, idsOf(byPerson), () => true);
    await decideReleased(ports, connectionId, idsOf(back), isUnmade);
    await decideReleased(ports, connectionId, idsOf(told.filter(isForTheLists)), isReady, true);
  }
};

/** What lets postings out of a set again. */
const FROM_A_SET: ReadonlySet<string> = new Set(['gateway', 'claim']);

const idsOf = (events: readonly FollowedEvent[]): readonly string[] => [
  ...new Set(events.map(({ data }) => data.postingId)),
];

/** Whether mapping could not make the wish that came while it was out: every document that was made refers to something. */
const isUnmade = ({ state, heldBy, wish }: Posting): boolean =>
  (state === 'ready' || heldBy === 'gateway') && wish.dependsOn.length === 0;

/** Whether QuickBooks refused it for something that the lists, which the gateway reads anew, may mend. */
const isForTheLists = (event: FollowedEvent): boolean =>
  event.type === 'PostingRefused' && event.data.again && asksLists(event.data.statusCode);

const isReady = ({ state }: Posting): boolean => state === 'ready';

const decideReleased = async (
  ports: MappingPorts,
  connectionId: string,
  postingIds: readonly string[],
  isAsked: (posting: Posting) => boolean,
  isDoubted = false,
): Promise<void> => {
  if (postingIds.length === 0) return;
  const postings = await ports.postings.getMany(postingIds);
  const unposted = postings.filter(
    (posting) =>
      (posting.document === null || isDoubted) && posting.orderId !== null && isAsked(posting),
  );
  if (unposted.length === 0) return;
  const ids = unposted.map(({ orderId }) => orderSnapshotId(connectionId, orderId ?? 0));
  const snapshots = await ports.store.collection(orderSnapshots).getMany([...new Set(ids)]);
  const again = new Set(unposted.map(({ id }) => id));
  await decideOrders(ports, snapshots, { again, ...(isDoubted ? { doubted: again } : {}) });
};
