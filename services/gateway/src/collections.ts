import { STANDINGS } from './changes/standing.js';
import { BOOKKEEPING_COLLECTIONS } from '@ml-connector/bookkeeping';
import { CONNECTION_COLLECTIONS } from '@ml-connector/connections';
import type { DeclaredCollection } from '@ml-connector/document-store';
import { POSTINGS } from '@ml-connector/postings';
import {
  ADOPTIONS,
  ANSWERS,
  COMPANIES,
  DELETIONS,
  SESSIONS,
  SETS,
  WRITTEN,
} from './company/collections.js';

/** Everything that the gateway reads or writes. */
export const COLLECTIONS: readonly DeclaredCollection[] = [
  ...BOOKKEEPING_COLLECTIONS,
  ...CONNECTION_COLLECTIONS,
  POSTINGS,
  ADOPTIONS,
  ANSWERS,
  COMPANIES,
  DELETIONS,
  SESSIONS,
  SETS,
  WRITTEN,
  STANDINGS,
];
