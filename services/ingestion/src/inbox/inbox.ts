import { ALL_TOPICS, type Envelope, type Topic } from '@ml-connector/contracts';
import type { DocumentStore, Stored } from '@ml-connector/document-store';
import { answerInTime, encodeEvent, type EventLog, publishEvents } from '@ml-connector/event-log';
import { type Clock, isAppError } from '@ml-connector/kernel';
import { INBOX, type InboxDocument } from './inbox-document.js';

/** Where deliveries go: into the log, or beside it while that is down. */
export interface Inbox {
  /**
   * Durable when it resolves.
   * @returns where the events stand. @throws AppError STORE_UNAVAILABLE: nothing durable is possible.
   */
  take(topic: Topic, events: readonly Envelope[]): Promise<'log' | 'inbox'>;
  /** Whether anything waits. */
  isEmpty(): Promise<boolean>;
  /**
   * Appends what waits, oldest first, and forgets it. A crash in between appends it once more under the same id.
   * @returns how many. @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE: the rest stays.
   */
  drain(): Promise<number>;
}

export interface InboxOptions {
  readonly log: Pick<EventLog, 'append'>;
  readonly store: DocumentStore;
  readonly clock: Clock;
  /** How long a delivery waits for the log, in milliseconds: shops give up after 60 s. Default 4 s. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 4_000;
/** After a failure the log is not asked for so long: a delivery does not wait for what is known to be down. */
const REST_MS = 5_000;
const DRAINED_AT_ONCE = 200;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const createInbox = (options: InboxOptions): Inbox => {
  const { log, store, clock, patienceMs = PATIENCE_MS } = options;
  const collection = store.collection(INBOX);
  let restsUntil = 0;
  let last = 0;

  const keep = async (topic: Topic, events: readonly Envelope[]): Promise<void> => {
    last = Math.max(clock.now(), last + 1);
    await collection.insertMany(
      events.map((event) => {
        const { key, value, headers } = encodeEvent(event);
        return {
          id: `${topic}|${event.id}`,
          value: { topic, key, value: decoder.decode(value), headers: { ...headers }, at: last },
        };
      }),
    );
  };

  const isTaken = async (topic: Topic, events: readonly Envelope[]): Promise<boolean> => {
    if (clock.now() < restsUntil) return false;
    try {
      await answerInTime(patienceMs, publishEvents(log, topic, events));
      return true;
    } catch (error) {
      if (!isAppError(error, 'LOG_UNAVAILABLE')) throw error;
      restsUntil = clock.now() + REST_MS;
      return false;
    }
  };

  const append = async (items: readonly Stored<InboxDocument>[]): Promise<void> => {
    // One key has one topic: by topic, each in order, keeps what must be kept.
    for (const topic of ALL_TOPICS) {
      const records = items
        .filter(({ value }) => value.topic === topic)
        .map(({ value: { key, value, headers } }) => ({
          key,
          value: encoder.encode(value),
          headers,
        }));
      if (records.length > 0) await log.append(topic, records);
    }
    await Promise.all(items.map(({ id, version }) => collection.remove(id, version)));
  };

  const oldest = async (limit: number): Promise<readonly Stored<InboxDocument>[]> => {
    const { items } = await collection.find({ index: 'byTime', equals: [], limit });
    return items;
  };

  return {
    async take(topic, events) {
      if (await isTaken(topic, events)) return 'log';
      await keep(topic, events);
      return 'inbox';
    },
    isEmpty: async () => (await oldest(1)).length === 0,
    async drain() {
      for (let drained = 0; ;) {
        const items = await oldest(DRAINED_AT_ONCE);
        if (items.length === 0) return drained;
        await append(items);
        drained += items.length;
      }
    },
  };
};
