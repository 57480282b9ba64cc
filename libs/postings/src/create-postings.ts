import type { DocumentStore, Page, Query } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { isoTime, type Clock } from '@ml-connector/kernel';
import { executePostings } from './execute-postings.js';
import { POSTINGS, type PostingDocument, type PostingIndex } from './posting-document.js';
import { createPostingRelay } from './posting-relay.js';
import { SILENT_SIGNALS, type PostingSignals } from './posting-signals.js';
import { POSTING_STATES, type Posting, type PostingState } from './posting.js';
import type { PostingListQuery, Postings } from './postings.js';
import { reconsider, releaseDependents } from './release-dependents.js';

const PAGE = 500;
/** Among so many ready ones those are looked for that may go. */
const MOST_LOOKED_AT = 2_000;
const COUNT_LIMIT = 100_000;

/** The postings of this document store; their events go to this log. */
export const createPostings = (options: {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'append'>;
  readonly clock: Clock;
  /** Told when the relay could not reach the log; the next sweep tries again. */
  readonly onRelayError?: (error: unknown) => void;
  /** Default: nobody watches. */
  readonly signals?: PostingSignals;
}): Postings => {
  const { clock, signals = SILENT_SIGNALS } = options;
  const collection = options.store.collection<PostingDocument, PostingIndex>(POSTINGS);
  const relay = createPostingRelay({
    collection,
    log: options.log,
    ...(options.onRelayError ? { onError: options.onRelayError } : {}),
  });
  const countsOf = (connectionId: string, states: readonly PostingState[]) =>
    Promise.all(
      states.map((state) =>
        collection.count({ index: 'byState', equals: [connectionId, state], limit: COUNT_LIMIT }),
      ),
    );
  const find = async (query: Query<PostingIndex>): Promise<readonly Posting[]> =>
    (await collection.find(query)).items.map(({ value }) => value.posting);

  const postings: Postings = {
    async execute(order) {
      const [outcome] = await postings.executeMany([order]);
      return outcome ?? { outcome: 'missing' };
    },
    async executeMany(orders) {
      if (orders.length === 0) return [];
      const { outcomes, written } = await executePostings(collection, { clock, signals }, orders);
      relay.hand(written);
      return outcomes;
    },
    async get(postingId) {
      return (await collection.get(postingId))?.value.posting ?? null;
    },
    async getMany(postingIds) {
      return (await collection.getMany(postingIds)).map(({ value }) => value.posting);
    },
    async ready(connectionId, limit, accepts = () => true) {
      const query = {
        index: 'byReady',
        equals: [connectionId],
        before: isoTime(clock.now() + 1),
      } as const;
      const found: Posting[] = [];
      let paging: { limit: number; cursor?: string } = { limit };
      for (let seen = 0; seen < MOST_LOOKED_AT;) {
        const page: Page<PostingDocument> = await collection.find({ ...query, ...paging });
        found.push(...page.items.map(({ value }) => value.posting).filter(accepts));
        seen += page.items.length;
        if (page.next === null || found.length >= limit) break;
        paging = { limit: PAGE, cursor: page.next };
      }
      return found.slice(0, limit);
    },
    heldForCap: (connectionId, capped, limit) =>
      find({ index: 'byCap', equals: [connectionId, capped], limit }),
    async hasReady(connectionId) {
      return (await postings.ready(connectionId, 1)).length > 0;
    },
    waitingFor: (connectionId, postingId, limit) =>
      find({
        index: 'byWaiting',
        equals: postingId === null ? [connectionId] : [connectionId, postingId],
        limit,
      }),
    ofOrder: (connectionId, orderId) =>
      find({ index: 'byOrder', equals: [connectionId, orderId], limit: PAGE }),
    ofListObject: (connectionId, listId) =>
      find({ index: 'byListObject', equals: [connectionId, listId], limit: PAGE }),
    async list(query) {
      const page = await collection.find({
        ...indexFor(query),
        descending: true,
        ...paging(query),
      });
      return {
        next: page.next,
        items: page.items.map(pick).filter(({ value }) => fits(value, query)),
      };
    },
    async countByState(connectionId) {
      const counts = await countsOf(connectionId, POSTING_STATES);
      const entries = POSTING_STATES.map((state, index): [PostingState, number] => [
        state,
        counts[index] ?? 0,
      ]);
      // Every state has an entry: the keys are the list of states.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return Object.fromEntries(entries) as Record<PostingState, number>;
    },
    async countIn(connectionId, states) {
      return (await countsOf(connectionId, states)).reduce((sum, count) => sum + count, 0);
    },
    releaseDependents: (connectionId, postingIds) =>
      releaseDependents(postings, connectionId, postingIds),
    async reconsiderWaiting(connectionId) {
      let changed = 0;
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page<PostingDocument> = await collection.find({
          index: 'byWaiting',
          equals: [connectionId],
          limit: PAGE,
          ...(cursor === '' ? {} : { cursor }),
        });
        const waiting = page.items.map(({ value }) => value.posting);
        changed += (await reconsider(postings, connectionId, waiting)).length;
        cursor = page.next;
      }
      return changed;
    },
    relayPending: () => relay.sweep(),
    close: () => relay.settled(),
  };
  return postings;
};

const pick = (stored: { id: string; version: number; value: PostingDocument }) => ({
  id: stored.id,
  version: stored.version,
  value: stored.value.posting,
});

/** The index for an order knows neither state nor kind; an order has few postings. */
const fits = (posting: Posting, { state, kind }: PostingListQuery): boolean =>
  (state === undefined || posting.state === state) && (kind === undefined || posting.kind === kind);

const paging = (query: PostingListQuery) => ({
  limit: query.limit,
  ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
});

const indexFor = (query: PostingListQuery): Pick<Query<PostingIndex>, 'index' | 'equals'> => {
  const { connectionId, state, kind, orderId } = query;
  if (orderId !== undefined) return { index: 'byOrder', equals: [connectionId, orderId] };
  if (state !== undefined && kind !== undefined) {
    return { index: 'byStateAndKind', equals: [connectionId, state, kind] };
  }
  if (state !== undefined) return { index: 'byState', equals: [connectionId, state] };
  if (kind !== undefined) return { index: 'byKind', equals: [connectionId, kind] };
  return { index: 'byCreation', equals: [connectionId] };
};
