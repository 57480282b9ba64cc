import { TOPICS } from '@ml-connector/contracts';
import type { ServiceDefinition } from '@ml-connector/platform';
import { GatewayModule } from './app.module.js';
import { COLLECTIONS } from './collections.js';
import { QBWC_FRONT } from './tokens.js';

/** Speaks with QuickBooks through the Web Connector: each document posted once, whatever breaks. */
export const gateway: ServiceDefinition = {
  name: 'gateway',
  module: GatewayModule,
  topics: [TOPICS.postings, TOPICS.sets, TOPICS.lists],
  collections: COLLECTIONS,
  groups: [],
  fronts: [QBWC_FRONT],
};
