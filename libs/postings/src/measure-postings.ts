import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { OPEN_STATES, POSTINGS } from './posting-document.js';
import type { PostingState } from './posting.js';

/** More are told as this many. */
const MOST = 100_000;

export interface OpenPostings {
  readonly state: PostingState;
  readonly count: number;
  /** Age of the oldest in seconds; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** What is not in the books yet, over all connections, by state. */
export const measureOpenPostings = (
  store: DocumentStore,
  clock: Clock,
): Promise<readonly OpenPostings[]> => {
  const collection = store.collection(POSTINGS);
  return Promise.all(
    OPEN_STATES.map(async (state) => {
      const query = { index: 'byOpen', equals: [state] } as const;
      const [count, oldest] = await Promise.all([
        collection.count({ ...query, limit: MOST }),
        collection.find({ ...query, limit: 1 }),
      ]);
      return { state, count, oldestSeconds: ageOf(oldest.items[0]?.value.createdAt, clock) };
    }),
  );
};

/** For how long the oldest event waits to be told to the log, in seconds. */
export const measurePostingOutbox = async (store: DocumentStore, clock: Clock): Promise<number> => {
  const { items } = await store
    .collection(POSTINGS)
    .find({ index: 'byOutbox', equals: [], limit: 1 });
  return ageOf(items[0]?.value.outboxAt, clock);
};

const ageOf = (since: string | undefined, clock: Clock): number =>
  since === undefined ? 0 : Math.max(0, (clock.now() - Date.parse(since)) / 1_000);
