import { CONNECTOR_POLLS, pollBucketOf, type Poll } from '@ml-connector/connections';
import { updateDocument, type DocumentStore } from '@ml-connector/document-store';
import { isoTime, type Clock } from '@ml-connector/kernel';

/** Remembers when Web Connectors called, and writes it down for all of them together. */
export interface PollWatch {
  polled(connectionId: string): void;
  /** Turned away for its password. */
  refused(connectionId: string): void;
  /** Writes what is new: at most one document for each bucket that heard something. Errors are the caller's; nothing is forgotten then. */
  flush(): Promise<void>;
}

export const createPollWatch = ({
  store,
  clock,
}: {
  readonly store: DocumentStore;
  readonly clock: Clock;
}): PollWatch => {
  const buckets = store.collection(CONNECTOR_POLLS);
  let news = new Map<string, Poll>();

  const note = (connectionId: string, change: (known: Poll) => Poll): void => {
    news.set(connectionId, change(news.get(connectionId) ?? NEVER));
  };

  return {
    polled: (connectionId) => note(connectionId, (known) => polledAt(known, isoTime(clock.now()))),
    refused: (connectionId) =>
      note(connectionId, (known) => ({ ...known, refusedAt: isoTime(clock.now()) })),
    async flush() {
      const told = news;
      news = new Map();
      const byBucket = Map.groupBy(told, ([connectionId]) => pollBucketOf(connectionId));
      for (const [bucket, heard] of byBucket) {
        try {
          await updateDocument(buckets, bucket, (stored) => ({
            polls: { ...stored?.polls, ...merged(stored?.polls ?? {}, heard) },
          }));
        } catch (error) {
          for (const [connectionId, poll] of heard)
            note(connectionId, (newer) => later(poll, newer));
          throw error;
        }
      }
    },
  };
};

const NEVER: Poll = { at: null, everyMs: null, refusedAt: null };

const polledAt = (known: Poll, at: string): Poll => ({
  ...known,
  at,
  everyMs: known.at === null ? known.everyMs : Date.parse(at) - Date.parse(known.at),
});

const merged = (
  stored: Readonly<Record<string, Poll>>,
  heard: readonly (readonly [string, Poll])[],
): Record<string, Poll> =>
  Object.fromEntries(heard.map(([id, poll]) => [id, later(stored[id] ?? NEVER, poll)]));

/** Two accounts of one connection, the second the newer one as a rule; another replica may have written meanwhile. */
const later = (before: Poll, after: Poll): Poll => {
  const isNewer = after.at !== null && (before.at === null || after.at > before.at);
  const between =
    isNewer && after.at !== null && before.at !== null && after.everyMs === null
      ? Date.parse(after.at) - Date.parse(before.at)
      : after.everyMs;
  return {
    at: isNewer ? after.at : before.at,
    everyMs: (isNewer ? between : before.everyMs) ?? before.everyMs,
    refusedAt: newest(before.refusedAt, after.refusedAt),
  };
};

const newest = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;
