import {
  CONNECTOR_POLLS,
  CONNECTOR_UPDATES,
  pollBucketOf,
  SWEEPS,
  type Connection,
} from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { type Check, CONNECTION_CHECKS } from './connection-check.js';
import { connectorChecks } from './connector-checks.js';
import { sweepChecks } from './sweep-checks.js';

type CheckedConnection = Pick<Connection, 'id' | 'minimumIntervalSeconds'>;

/** What is known about a connection without asking anybody: the newest check, how ingestion fares, and the Web Connector. */
export const readChecks = async (
  store: DocumentStore,
  { id: connectionId, minimumIntervalSeconds = null }: CheckedConnection,
  clock: Clock,
): Promise<readonly Check[]> => {
  const [checked, sweep, polls, update] = await Promise.all([
    store.collection(CONNECTION_CHECKS).get(connectionId),
    store.collection(SWEEPS).get(connectionId),
    store.collection(CONNECTOR_POLLS).get(pollBucketOf(connectionId)),
    store.collection(CONNECTOR_UPDATES).get(connectionId),
  ]);
  return [
    ...(checked?.value.checks ?? []),
    ...sweepChecks(sweep?.value ?? null),
    ...connectorChecks(
      polls?.value.polls[connectionId] ?? null,
      update?.value ?? null,
      clock.now(),
      { minimumIntervalSeconds },
    ),
  ];
};
