import { TOPICS } from '@ml-connector/contracts';
import type { ServiceDefinition } from '@ml-connector/platform';
import { MappingModule } from './app.module.js';
import { COLLECTIONS } from './collections.js';
import {
  CONNECTIONS_GROUP,
  CUSTOMERS_GROUP,
  LISTS_GROUP,
  ORDERS_GROUP,
  POSTINGS_GROUP,
} from './mapping.groups.js';

/** Decides which documents QuickBooks shall hold, and keeps them as postings. */
export const mapping: ServiceDefinition = {
  name: 'mapping',
  module: MappingModule,
  topics: [TOPICS.orders, TOPICS.customers, TOPICS.lists, TOPICS.postings, TOPICS.connections],
  collections: COLLECTIONS,
  groups: [
    { transportId: ORDERS_GROUP, group: 'mapping.orders', parks: true },
    { transportId: CUSTOMERS_GROUP, group: 'mapping.customers', parks: true },
    { transportId: LISTS_GROUP, group: 'mapping.lists', parks: true },
    { transportId: POSTINGS_GROUP, group: 'mapping.postings', parks: true },
    { transportId: CONNECTIONS_GROUP, group: 'mapping.connections', parks: true },
  ],
  fronts: [],
};
