import type { DeclaredCollection } from '@ml-connector/document-store';
import { positionsCollection } from './document-positions.js';
import { parkedKeysCollection, parkedRecordsCollection } from './parked-collections.js';
import { REWINDS } from './rewind.js';

/** What consumer groups keep beside what they produce. */
export const LOG_COLLECTIONS: readonly DeclaredCollection[] = [
  positionsCollection,
  parkedKeysCollection,
  parkedRecordsCollection,
  REWINDS,
];
