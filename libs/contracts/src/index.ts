export * from './envelope.js';
export * from './event-definition.js';
export * from './events/index.js';
export * from './topics.js';
