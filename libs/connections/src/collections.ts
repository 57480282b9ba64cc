import type { DeclaredCollection } from '@ml-connector/document-store';
import { BACKFILL_JOBS } from './backfill-job.js';
import { CONNECTIONS } from './connection-document.js';
import { RULES_VERSIONS } from './rules-version.js';
import { SWEEPS } from './sweep.js';

/** Everything that is kept of connections. */
export const CONNECTION_COLLECTIONS: readonly DeclaredCollection[] = [
  BACKFILL_JOBS,
  CONNECTIONS,
  RULES_VERSIONS,
  SWEEPS,
];
