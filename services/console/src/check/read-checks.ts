import { SWEEPS } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Check, CONNECTION_CHECKS } from './connection-check.js';
import { sweepChecks } from './sweep-checks.js';

/** What is known about a connection without asking anybody: the newest check, and how ingestion fares. */
export const readChecks = async (
  store: DocumentStore,
  connectionId: string,
): Promise<readonly Check[]> => {
  const [checked, sweep] = await Promise.all([
    store.collection(CONNECTION_CHECKS).get(connectionId),
    store.collection(SWEEPS).get(connectionId),
  ]);
  return [...(checked?.value.checks ?? []), ...sweepChecks(sweep?.value ?? null)];
};
