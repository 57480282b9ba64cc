/** Transport ids of mapping's consumer groups. Each topic has its own, so that one that is behind delays no other. */
export const ORDERS_GROUP = Symbol('mapping.orders');
export const CUSTOMERS_GROUP = Symbol('mapping.customers');
export const LISTS_GROUP = Symbol('mapping.lists');
export const POSTINGS_GROUP = Symbol('mapping.postings');
export const CONNECTIONS_GROUP = Symbol('mapping.connections');
