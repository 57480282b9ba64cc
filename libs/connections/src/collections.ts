import type { DeclaredCollection } from '@ml-connector/document-store';
import { BACKFILL_JOBS } from './backfill-job.js';
import { CONNECTIONS } from './connection-document.js';
import { CONNECTOR_POLLS } from './connector-polls.js';
import { CONNECTOR_UPDATES } from './connector-update.js';
import { RULES_VERSIONS } from './rules-version.js';
import { SWEEPS } from './sweep.js';

/** Everything that is kept of connections. */
export const CONNECTION_COLLECTIONS: readonly DeclaredCollection[] = [
  BACKFILL_JOBS,
  CONNECTIONS,
  CONNECTOR_POLLS,
  CONNECTOR_UPDATES,
  RULES_VERSIONS,
  SWEEPS,
];
