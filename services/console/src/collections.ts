import { BOOKKEEPING_COLLECTIONS } from '@ml-connector/bookkeeping';
import { CONNECTION_COLLECTIONS } from '@ml-connector/connections';
import type { DeclaredCollection } from '@ml-connector/document-store';
import { POSTINGS } from '@ml-connector/postings';
import { CONNECTION_CHECKS } from './check/connection-check.js';
import { RULE_TRIALS, TRIAL_ORDERS } from './rule-trials/rule-trial.js';

/** Everything that the console reads or writes. */
export const COLLECTIONS: readonly DeclaredCollection[] = [
  ...BOOKKEEPING_COLLECTIONS,
  ...CONNECTION_COLLECTIONS,
  POSTINGS,
  CONNECTION_CHECKS,
  RULE_TRIALS,
  TRIAL_ORDERS,
];
