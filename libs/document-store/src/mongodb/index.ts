export type { MongodbConnection } from './mongodb-connection.js';
export * from './mongodb-document-store.js';
