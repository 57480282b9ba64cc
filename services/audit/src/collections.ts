import { BOOKKEEPING_COLLECTIONS } from '@ml-connector/bookkeeping';
import { CONNECTION_COLLECTIONS } from '@ml-connector/connections';
import type { DeclaredCollection } from '@ml-connector/document-store';
import { POSTINGS } from '@ml-connector/postings';
import { AUDIT_HEADS } from './chain/audit-head.js';
import { AUDIT_RECORDS } from './chain/audit-record.js';
import { CHECKPOINTS } from './chain/checkpoint.js';
import { AUDIT_KEYS } from './chain/signing-key.js';
import { REPLAY_JOBS } from './replays/replay-job.js';

/** Everything that audit reads or writes; a replay reads what the others keep. */
export const COLLECTIONS: readonly DeclaredCollection[] = [
  ...BOOKKEEPING_COLLECTIONS,
  ...CONNECTION_COLLECTIONS,
  POSTINGS,
  AUDIT_HEADS,
  AUDIT_KEYS,
  AUDIT_RECORDS,
  CHECKPOINTS,
  REPLAY_JOBS,
];
