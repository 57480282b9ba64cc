import { readRequests } from '@ml-connector/bookkeeping';
import { CONNECTION_COLLECTIONS } from '@ml-connector/connections';
import type { DeclaredCollection } from '@ml-connector/document-store';
import { INBOX } from './inbox/inbox-document.js';
import { CUSTOMER_READS, ORDER_READS, PRODUCT_READS } from './reading/source-reads.js';

/** Everything that ingestion reads or writes. */
export const COLLECTIONS: readonly DeclaredCollection[] = [
  ...CONNECTION_COLLECTIONS,
  INBOX,
  readRequests,
  CUSTOMER_READS,
  ORDER_READS,
  PRODUCT_READS,
];
