export * from './document-positions.js';
export * from './embedded-event-log.js';
export * from './event-log.js';
export * from './event-publisher.js';
export { growingPause, type Pause } from './growing-pause.js';
export { partitionForKey } from './partition-for-key.js';
export * from './positions.js';
