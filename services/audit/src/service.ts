import { ALL_TOPICS } from '@ml-connector/contracts';
import type { ServiceDefinition } from '@ml-connector/platform';
import { AuditModule } from './app.module.js';
import { COLLECTIONS } from './collections.js';
import { OPERATIONS } from './operations.js';
import { CHAIN_TRANSPORT } from './tokens.js';

/** Keeps every event in an append-only, hash-chained record, proves it, and replays. */
export const audit: ServiceDefinition = {
  name: 'audit',
  module: AuditModule,
  topics: ALL_TOPICS,
  collections: COLLECTIONS,
  groups: [{ transportId: CHAIN_TRANSPORT, group: 'audit.chain', parks: false }],
  fronts: [],
  api: { operations: OPERATIONS, schemas: {} },
};
