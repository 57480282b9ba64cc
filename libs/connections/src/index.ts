export * from './backfill-job.js';
export * from './connection.js';
export * from './rules.js';
