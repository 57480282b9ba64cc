import type { Connection, ConnectionReader, Connections } from '@ml-connector/connections';
import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import type { Clock, Randomness } from '@ml-connector/kernel';
import { checkGateway } from './check-gateway.js';
import { checkStore } from './check-store.js';
import { type Check, CONNECTION_CHECKS } from './connection-check.js';
import { readChecks } from './read-checks.js';

export interface CheckOptions {
  readonly store: DocumentStore;
  readonly connections: Pick<Connections, 'learnStoreFacts'>;
  readonly reader: Pick<ConnectionReader, 'storeCredentials'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly allowPrivateStores: boolean;
  readonly publicUrl: string;
}

/** Asks the shop and our own public address at once, keeps what was found, and learns what the shop says of itself. */
export const checkConnection = async (
  connection: Pick<Connection, 'id' | 'minimumIntervalSeconds'>,
  options: CheckOptions,
): Promise<readonly Check[]> => {
  const { id } = connection;
  const { store, connections, reader, clock, randomness } = options;
  const credentials = await reader.storeCredentials(id);
  const [shop, gateway] = await Promise.all([
    credentials
      ? checkStore(credentials, { allowPrivate: options.allowPrivateStores, clock, randomness })
      : { checks: [], facts: null },
    checkGateway(options.publicUrl, clock),
  ]);
  if (shop.facts) await connections.learnStoreFacts(id, shop.facts);
  const checks = [...shop.checks, ...gateway];
  await updateDocument(store.collection(CONNECTION_CHECKS), id, () => ({
    connectionId: id,
    checks,
  }));
  return readChecks(store, connection, clock);
};
