export * from './log-memory.js';
export * from './memory-event-log.js';
