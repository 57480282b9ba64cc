import { readEvent, TOPICS } from '@ml-connector/contracts';
import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import { type EventLog, publishEvents } from '@ml-connector/event-log';
import { CONNECTIONS, type ConnectionDocument } from './connection-document.js';
import { CONNECTION_EVENTS } from './connection-event.js';
import { RULES_VERSIONS, rulesVersionId, rulesVersionsIn } from './rules-version.js';

const DOCUMENTS_AT_ONCE = 100;

export interface ConnectionOutbox {
  /** Brings the events of one connection to the log. @throws AppError LOG_UNAVAILABLE: they stay for the next time. */
  relay(id: string): Promise<number>;
  relayAll(): Promise<number>;
}

/** Events leave in order and may leave twice; readers drop repeats by `connectionId:revision`. */
export const createConnectionOutbox = (
  store: DocumentStore,
  log: Pick<EventLog, 'append'>,
): ConnectionOutbox => {
  const connections = store.collection(CONNECTIONS);
  const versions = store.collection(RULES_VERSIONS);

  const relayDocument = async ({ id, outbox }: ConnectionDocument): Promise<number> => {
    if (outbox.length === 0) return 0;
    const events = outbox.flatMap((event) => readEvent(CONNECTION_EVENTS, event) ?? []);
    await versions.insertMany(
      rulesVersionsIn(events).map((value) => ({
        id: rulesVersionId(id, value.version),
        value,
      })),
    );
    await publishEvents(log, TOPICS.connections, outbox);
    const relayed = new Set(outbox.map((event) => event.id));
    await updateDocument(connections, id, (current) => current && without(relayed, current));
    return outbox.length;
  };

  return {
    relay: async (id) => {
      const stored = await connections.get(id);
      return stored ? relayDocument(stored.value) : 0;
    },
    relayAll: async () => {
      let relayed = 0;
      for (;;) {
        const page = await connections.find({
          index: 'byOutbox',
          equals: [],
          limit: DOCUMENTS_AT_ONCE,
        });
        for (const { value } of page.items) relayed += await relayDocument(value);
        if (page.next === null) return relayed;
      }
    },
  };
};

const without = (
  relayed: ReadonlySet<string>,
  document: ConnectionDocument,
): ConnectionDocument | null => {
  const outbox = document.outbox.filter((event) => !relayed.has(event.id));
  return outbox.length === document.outbox.length
    ? null
    : { ...document, outbox, outboxSince: outbox[0]?.occurredAt ?? null };
};
