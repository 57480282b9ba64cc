import { TOPICS, type Envelope } from '@ml-connector/contracts';
import type { Collection, Stored } from '@ml-connector/document-store';
import { publishEvents, type EventLog } from '@ml-connector/event-log';
import { documentOf, type PostingDocument, type PostingIndex } from './posting-document.js';

const PAGE = 500;

/**
 * Takes events from the outboxes of postings to the log: appended in order first, cleared afterwards. A crash or a race
 * in between appends one again, which readers drop. Failures are left to the next sweep.
 */
export interface PostingRelay {
  /** Relays these in the background, after everything handed in before. */
  hand(documents: readonly Stored<PostingDocument>[]): void;
  /** Relays what is found in outboxes. @returns how many events. */
  sweep(): Promise<number>;
  /** Waits for what was handed in. */
  settled(): Promise<void>;
}

export const createPostingRelay = (options: {
  readonly collection: Collection<PostingDocument, PostingIndex>;
  readonly log: Pick<EventLog, 'append'>;
  readonly onError?: (error: unknown) => void;
}): PostingRelay => {
  const { collection, log, onError = () => undefined } = options;
  let queue: Stored<PostingDocument>[] = [];
  let running: Promise<void> | null = null;

  const relay = async (documents: readonly Stored<PostingDocument>[]): Promise<number> => {
    const events: readonly Envelope[] = documents.flatMap(({ value }) => value.outbox);
    if (events.length === 0) return 0;
    await publishEvents(log, TOPICS.postings, events);
    await collection.replaceMany(
      documents.map(({ id, version, value }) => ({
        id,
        expectedVersion: version,
        value: documentOf(value.posting, []),
      })),
    );
    return events.length;
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = newestOfEach(queue);
      queue = [];
      try {
        await relay(batch);
      } catch (error) {
        onError(error);
      }
    }
    running = null;
  };

  return {
    hand(documents) {
      queue.push(...documents);
      running ??= Promise.resolve().then(drain);
    },
    async sweep() {
      let relayed = 0;
      for (;;) {
        const page = await collection.find({ index: 'byOutbox', equals: [], limit: PAGE });
        if (page.items.length === 0) return relayed;
        relayed += await relay(page.items);
        if (page.items.length < PAGE) return relayed;
      }
    },
    async settled() {
      await running;
    },
  };
};

/** A newer version of a document carries the events of the older one that were not cleared. */
const newestOfEach = (
  documents: readonly Stored<PostingDocument>[],
): readonly Stored<PostingDocument>[] => {
  const newest = new Map<string, Stored<PostingDocument>>();
  for (const document of documents) {
    const known = newest.get(document.id);
    if (!known || known.version < document.version) newest.set(document.id, document);
  }
  return [...newest.values()];
};
