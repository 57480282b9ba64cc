import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { AppError, type Clock, type Randomness } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import { afterFacts, type Besides } from './change-connection.js';
import { type ConnectionDocument, connectionOf, CONNECTIONS } from './connection-document.js';
import type { ConnectionFact } from './connection-event.js';
import { createConnectionOutbox } from './connection-outbox.js';
import type { ConnectionOutcome, Connections } from './connections.js';
import { type ConnectionCommand, decideConnection } from './decide-connection.js';
import { mergeChange } from './merge-change.js';
import { pairConnection } from './pair-connection.js';
import { prepareRotation } from './prepare-rotation.js';

export interface ConnectionsOptions {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'append'>;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Told when events stay in the outbox for now, e.g. because the log is down. */
  readonly onRelayFailed?: (error: unknown, connectionId: string) => void;
}

/** What a writer makes of an active connection as it stands; no facts: nothing. */
type Step = (document: ConnectionDocument) => {
  readonly facts: readonly ConnectionFact[];
  readonly besides?: Besides;
};

export const createConnections = (options: ConnectionsOptions): Connections => {
  const { secretBox, clock } = options;
  const collection = options.store.collection(CONNECTIONS);
  const outbox = createConnectionOutbox(options.store, options.log);

  const relay = (id: string): Promise<unknown> =>
    outbox.relay(id).catch((error: unknown) => options.onRelayFailed?.(error, id));

  const write = async (id: string, step: Step): Promise<ConnectionOutcome> => {
    let isChanged = false;
    const stored = await updateDocument(collection, id, (current) => {
      const { facts, besides } = current?.state === 'active' ? step(current) : { facts: [] };
      isChanged = facts.length > 0;
      return current && isChanged
        ? afterFacts(current, facts, { now: clock.now(), besides: besides ?? {} })
        : null;
    });
    if (!stored) return { outcome: 'missing' };
    if (!isChanged && stored.value.state === 'retired') return { outcome: 'retired' };
    if (isChanged) await relay(id);
    const connection = connectionOf(stored.value);
    return { outcome: isChanged ? 'changed' : 'unchanged', connection };
  };

  const execute = (id: string, command: ConnectionCommand): Promise<ConnectionOutcome> =>
    write(id, (document) => ({ facts: decideConnection(command, document) }));

  return {
    create: async (connection) => {
      const { document, ...secrets } = pairConnection(connection, options);
      if ((await collection.insert(document.id, document)) === 'exists')
        throw new AppError('CONFLICT', 'The id of a new connection was taken.');
      await relay(document.id);
      return { connection: connectionOf(document), ...secrets };
    },
    get: async (id) => {
      const stored = await collection.get(id);
      return stored && connectionOf(stored.value);
    },
    list: async ({ state, ...paging }) => {
      const page = await collection.find(
        state === undefined
          ? { index: 'all', equals: [], ...paging }
          : { index: 'byState', equals: [state], ...paging },
      );
      return {
        items: page.items.map((stored) => ({ ...stored, value: connectionOf(stored.value) })),
        next: page.next,
      };
    },
    change: (id, change) => write(id, (document) => mergeChange(change, document, secretBox)),
    retire: (id) => execute(id, { type: 'Retire' }),
    rotate: async (id, rotation) => {
      const prepared = prepareRotation(rotation, options);
      const outcome = await write(id, (document) => ({
        facts: decideConnection({ type: 'RotateSecret', what: rotation.what }, document),
        besides: prepared.besides(document, clock.now()),
      }));
      return 'connection' in outcome
        ? { outcome: 'changed', connection: outcome.connection, secret: prepared.told }
        : outcome;
    },
    putRules: async (id, { rules, expectedVersion }) => {
      const outcome = await write(id, (document) => ({
        facts:
          document.rulesVersion === expectedVersion
            ? decideConnection({ type: 'PutRules', rules }, document)
            : [],
      }));
      return outcome.outcome === 'unchanged' && outcome.connection.rulesVersion !== expectedVersion
        ? { outcome: 'version-differs', version: outcome.connection.rulesVersion }
        : outcome;
    },
    learnStoreFacts: (id, facts) => execute(id, { type: 'LearnStoreFacts', facts }),
    recordVerb: (id, verb) => execute(id, { type: 'RecordVerb', verb }),
    relayPending: () => outbox.relayAll(),
  };
};
