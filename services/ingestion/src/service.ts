import { TOPICS } from '@ml-connector/contracts';
import type { ServiceDefinition } from '@ml-connector/platform';
import { IngestionModule } from './app.module.js';
import { COLLECTIONS } from './collections.js';
import { WEBHOOK_FRONT } from './webhook-front.token.js';

/** Hears of orders and customers, by webhooks and by reading the shops, and appends what it saw. */
export const ingestion: ServiceDefinition = {
  name: 'ingestion',
  module: IngestionModule,
  topics: [TOPICS.orders, TOPICS.customers, TOPICS.connections],
  collections: COLLECTIONS,
  groups: [],
  fronts: [WEBHOOK_FRONT],
};
