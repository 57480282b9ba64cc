import { rulesJsonSchema } from '@ml-connector/connections';
import { TOPICS } from '@ml-connector/contracts';
import type { ServiceDefinition } from '@ml-connector/platform';
import { ConsoleModule } from './app.module.js';
import { COLLECTIONS } from './collections.js';
import { OPERATIONS } from './operations.js';

/** Where people are: connections, rules, postings, preview, timeline, tie-out. */
export const console: ServiceDefinition = {
  name: 'console',
  module: ConsoleModule,
  topics: [TOPICS.connections, TOPICS.orders, TOPICS.postings],
  collections: COLLECTIONS,
  groups: [],
  fronts: [],
  api: { operations: OPERATIONS, schemas: { Rules: rulesJsonSchema() } },
};
