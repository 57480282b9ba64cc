import { POSTING_EVENTS, readEvent, TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { foldPosting, type Posting, POSTINGS, type PostingDocument } from '@ml-connector/postings';
import { foldById } from './fold-by-id.js';
import type { Projection } from './projection.js';

/** Every posting. Events that wait in a posting's outbox are as good as in the log. */
export const postingProjection = (store: DocumentStore): Projection => ({
  name: 'postings',
  topic: TOPICS.postings,
  start: () =>
    foldById({
      projection: 'postings',
      definitions: POSTING_EVENTS,
      idOf: (event) => event.data.postingId,
      fold: (state: Posting | null, event) => foldPosting(state, event),
      compare: async (rebuilt) => {
        const found = await store.collection(POSTINGS).getMany([...rebuilt.keys()]);
        const live = new Map(found.map(({ id, value }) => [id, value]));
        return new Map(
          [...rebuilt].map(([id, posting]) => [id, bothOf(posting, live.get(id) ?? null)]),
        );
      },
    }),
});

const bothOf = (rebuilt: Posting, document: PostingDocument | null) => ({
  rebuilt: (document?.outbox ?? []).reduce<Posting>((posting, raw) => {
    const event = readEvent(POSTING_EVENTS, raw);
    return event === null ? posting : foldPosting(posting, event);
  }, rebuilt),
  live: document?.posting ?? null,
});
