import {
  connectionChanged,
  connectionCreated,
  connectionRetired,
  type EventOf,
  makeEvent,
  rulesChanged,
  secretRotated,
  storeFactsLearnt,
  verbUsed,
} from '@ml-connector/contracts';
import { AppError, isoTime } from '@ml-connector/kernel';

export const CONNECTION_EVENTS = [
  connectionCreated,
  connectionChanged,
  rulesChanged,
  storeFactsLearnt,
  secretRotated,
  connectionRetired,
  verbUsed,
] as const;

export type ConnectionEvent = EventOf<(typeof CONNECTION_EVENTS)[number]>;

type FactOf<Event> = Event extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Omit<Data, 'revision'> }
  : never;

/** What a decision says happened, before it gets its number and envelope. */
export type ConnectionFact = FactOf<ConnectionEvent>;

/** Events get the ids `connectionId:revision`, without gaps after `at.revision`. `at.now` in milliseconds. */
export const connectionEvents = (
  facts: readonly ConnectionFact[],
  at: { readonly connectionId: string; readonly revision: number; readonly now: number },
): readonly ConnectionEvent[] =>
  facts.map((fact, index) => {
    const definition = CONNECTION_EVENTS.find((known) => known.type === fact.type);
    if (!definition) throw new RangeError(`${fact.type} is not an event of a connection.`);
    const revision = at.revision + index + 1;
    const event = {
      id: `${at.connectionId}:${revision}`,
      connectionId: at.connectionId,
      key: at.connectionId,
      occurredAt: isoTime(at.now),
      recordedAt: isoTime(at.now),
      correlationId: at.connectionId,
      causationId: at.connectionId,
      data: fact.type === 'VerbUsed' ? fact.data : { ...fact.data, revision },
    };
    // makeEvent parses the data with the schema of this very type, which is more than the compiler can see of a union.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return makeEvent(definition as never, event as never) as ConnectionEvent;
  });

/** The number of an event among its connection's, from its id. @throws AppError EVENT_INVALID */
export const revisionOf = (event: { readonly id: string }): number => {
  const revision = /:(\d{1,9})$/.exec(event.id)?.[1];
  if (revision === undefined)
    throw new AppError('EVENT_INVALID', 'The id of an event of a connection names no revision.');
  return Number(revision);
};
