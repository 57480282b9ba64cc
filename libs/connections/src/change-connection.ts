import { isoTime } from '@ml-connector/kernel';
import type { Connection } from './connection.js';
import type { ConnectionDocument, ConnectionSecrets } from './connection-document.js';
import { connectionEvents, type ConnectionFact } from './connection-event.js';
import { noSecrets } from './connection-secrets.js';
import { type ConnectionState, evolveConnection } from './evolve-connection.js';

/** What changes besides what the events say. */
export interface Besides {
  readonly secrets?: ConnectionSecrets;
  readonly qbwc?: Connection['qbwc'];
}

/** The document after these facts, with their events in its outbox. `now` in milliseconds. */
export const afterFacts = (
  document: ConnectionDocument,
  facts: readonly ConnectionFact[],
  { now, besides }: { readonly now: number; readonly besides?: Besides },
): ConnectionDocument => {
  const { id, revision } = document;
  const events = connectionEvents(facts, { connectionId: id, revision, now });
  const state = events.reduce<ConnectionState>(evolveConnection, document);
  const { minimumIntervalSeconds: _before, ...kept } = document;
  return {
    ...kept,
    ...state,
    ...besides,
    secrets: state.state === 'retired' ? noSecrets : (besides?.secrets ?? document.secrets),
    outbox: [...document.outbox, ...events],
    outboxSince: document.outboxSince ?? isoTime(now),
  };
};

/** The first document of a connection. `now` in milliseconds. */
export const documentOfNew = (
  connection: { readonly id: string; readonly qbwc: Connection['qbwc'] },
  facts: readonly ConnectionFact[],
  { now, secrets }: { readonly now: number; readonly secrets: ConnectionSecrets },
): ConnectionDocument => {
  const events = connectionEvents(facts, { connectionId: connection.id, revision: 0, now });
  const [first, ...rest] = events;
  if (!first) throw new RangeError('A connection begins with an event.');
  const state = rest.reduce(evolveConnection, evolveConnection(null, first));
  return {
    ...state,
    qbwc: connection.qbwc,
    secrets,
    outbox: [...events],
    outboxSince: isoTime(now),
  };
};
