import { makeEvent, POSTING_EVENTS } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { evolvePosting } from './evolve-posting.js';
import type { Posting } from './posting.js';
import type { PostingEvent, PostingFact } from './posting-fact.js';

/** What a decision needs to know besides the posting. */
export interface PostingContext {
  readonly postingId: string;
  readonly connectionId: string;
  /** Key of the posting's events; used where the posting does not exist yet. */
  readonly key: string;
  /** Milliseconds. */
  readonly now: number;
  readonly causationId: string;
  /** The trace that the event belongs to. */
  readonly traceparent?: string;
}

/** A decision in the making: the events so far and the posting that they lead to. */
export interface PostingDraft {
  readonly context: PostingContext;
  readonly posting: Posting | null;
  readonly events: readonly PostingEvent[];
}

export const draftOf = (posting: Posting | null, context: PostingContext): PostingDraft => ({
  context,
  posting,
  events: [],
});

/** The draft after one more fact. */
export const after = (draft: PostingDraft, fact: PostingFact): PostingDraft => {
  const event = eventOf(fact, draft);
  return {
    context: draft.context,
    posting: evolvePosting(draft.posting, event),
    events: [...draft.events, event],
  };
};

const eventOf = (fact: PostingFact, { context, posting }: PostingDraft): PostingEvent => {
  const definition = POSTING_EVENTS.find((known) => known.type === fact.type);
  if (!definition) throw new RangeError(`${fact.type} is not an event of a posting.`);
  const revision = (posting?.revision ?? 0) + 1;
  const time = isoTime(context.now);
  const event = {
    id: `${context.postingId}:${revision}`,
    connectionId: context.connectionId,
    key: posting?.key ?? context.key,
    occurredAt: time,
    recordedAt: time,
    correlationId: posting?.key ?? context.key,
    causationId: context.causationId,
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
    data: { ...fact.data, postingId: context.postingId, revision },
  };
  // makeEvent parses the data with the schema of this very type, which is more than the compiler can see of a union.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return makeEvent(definition as never, event as never) as PostingEvent;
};
