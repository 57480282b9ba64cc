import { type DeclaredCollection, LEASES } from '@ml-connector/document-store';
import { LOG_COLLECTIONS } from '@ml-connector/event-log';
import { DATA_KEYS, UNTOLD_KEYS } from '@ml-connector/sealing';

/** What every process reads or writes, whichever services it runs. */
export const SHARED_COLLECTIONS: readonly DeclaredCollection[] = [
  ...LOG_COLLECTIONS,
  LEASES,
  DATA_KEYS,
  UNTOLD_KEYS,
];
