export * from './connection.js';
export * from './rules.js';
