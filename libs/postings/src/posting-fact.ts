import type { EventOf, POSTING_EVENTS } from '@ml-connector/contracts';

/** An event of a posting as it stands in the log. */
export type PostingEvent = EventOf<(typeof POSTING_EVENTS)[number]>;

type FactOf<Event> = Event extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Omit<Data, 'postingId' | 'revision'> }
  : never;

/** What a decision says happened, before it gets its number and envelope. */
export type PostingFact = FactOf<PostingEvent>;
