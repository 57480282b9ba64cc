/** The only place that spells a topic. Everything that folds into one order shares its key and the partition count. */
export const TOPICS = {
  orders: 'ingestion.orders.v1',
  customers: 'ingestion.customers.v1',
  postings: 'postings.events.v1',
  sets: 'gateway.sets.v1',
  lists: 'gateway.lists.v1',
  connections: 'connections.events.v1',
} as const;

/**
 * Wrapped data keys, in the distributed edition only. No events: of each key the newest word is kept and the ones before
 * are forgotten, so that a key that was destroyed is gone.
 */
export const KEY_TOPIC = 'sealing.keys.v1';

export type Topic = (typeof TOPICS)[keyof typeof TOPICS] | typeof KEY_TOPIC;

/** The topics of events. */
export const ALL_TOPICS: readonly Topic[] = Object.values(TOPICS);

/** Fixed when the product is installed: a key's partition must never change. */
export const DEFAULT_PARTITIONS = 12;

export const orderKey = (connectionId: string, orderId: number): string =>
  `${connectionId}|order|${orderId}`;
export const customerKey = (connectionId: string, customer: string): string =>
  `${connectionId}|customer|${customer}`;
export const productKey = (connectionId: string, productId: number): string =>
  `${connectionId}|product|${productId}`;
export const itemKey = (connectionId: string, item: string): string =>
  `${connectionId}|item|${item}`;
export const companyKey = (connectionId: string): string => `${connectionId}|company`;
export const listKey = (connectionId: string, listId: string): string =>
  `${connectionId}|list|${listId}`;
