import { orderSnapshotId, orderSnapshots } from '@ml-connector/bookkeeping';
import { orderKey, readEvent, TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Postings } from '@ml-connector/postings';
import { z } from 'zod';
import { notFound } from '@ml-connector/platform';
import { postingView, postingViewSchema } from '../postings/posting-view.js';
import { eventSentence, TIMELINE_EVENTS, type TimelineEvent } from './event-sentence.js';
import { readKeyEvents } from './read-key-events.js';

const DAY_MS = 86_400_000;

export const timelineSchema = z.strictObject({
  orderId: z.int(),
  number: z.string().nullable(),
  status: z.string().nullable().describe("The shop's status when it was seen last."),
  postings: z.array(postingViewSchema),
  events: z
    .array(
      z.strictObject({
        at: z.iso.datetime(),
        type: z.string(),
        postingId: z.string().nullable(),
        sentence: z.string(),
      }),
    )
    .describe('Store to books, oldest first.'),
  complete: z.boolean().describe('False where the log is too long to be read for one answer.'),
});

/** What the timeline is read from. */
export interface TimelineSources {
  readonly store: DocumentStore;
  readonly postings: Pick<Postings, 'ofOrder'>;
  readonly log: Pick<EventLog, 'read' | 'ends' | 'offsetsAt'>;
}

/**
 * The story of one order, from the log itself: its events share one key, so they stand in one partition per topic, not
 * before the order was made.
 * @throws Problem 404 for an order that was never seen
 */
export const orderTimeline = async (
  connectionId: string,
  orderId: number,
  { store, postings, log }: TimelineSources,
): Promise<z.infer<typeof timelineSchema>> => {
  const [stored, ofOrder] = await Promise.all([
    store.collection(orderSnapshots).get(orderSnapshotId(connectionId, orderId)),
    postings.ofOrder(connectionId, orderId),
  ]);
  if (!stored && ofOrder.length === 0) throw notFound('order');
  const { createdAt = null, observed = null } = stored?.value ?? {};
  const key = orderKey(connectionId, orderId);
  // Either clock may be wrong by hours, so the reading begins a day before the order was made.
  const made = [createdAt, ...ofOrder.map((posting) => posting.createdAt)].map((time) =>
    time === null ? 0 : Date.parse(time),
  );
  const since = Math.max(0, Math.min(...made) - DAY_MS);
  const [observations, happenings] = await Promise.all(
    [TOPICS.orders, TOPICS.postings].map((topic) => readKeyEvents(log, topic, { key, since })),
  );
  const raw = [...(observations?.events ?? []), ...(happenings?.events ?? [])];
  return {
    orderId,
    number: observed?.figures?.number ?? null,
    status: observed?.figures?.status ?? null,
    postings: ofOrder.map(postingView),
    events: onceInOrder(raw).map((event) => ({
      at: event.recordedAt,
      type: event.type,
      postingId: 'postingId' in event.data ? event.data.postingId : null,
      sentence: eventSentence(event),
    })),
    complete: (observations?.isComplete ?? true) && (happenings?.isComplete ?? true),
  };
};

/** Each event once, however often the log tells it; a stable sort keeps the log's order within a moment. */
const onceInOrder = (raw: readonly unknown[]): readonly TimelineEvent[] => {
  const events = raw.flatMap((event) => readEvent(TIMELINE_EVENTS, event) ?? []);
  return [...new Map(events.map((event) => [event.id, event])).values()].toSorted((a, b) =>
    a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0,
  );
};
