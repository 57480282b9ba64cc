export * from './event-log.js';
export * from './event-publisher.js';
export * from './positions.js';
