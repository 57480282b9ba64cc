export * from './posting.js';
export * from './posting-command.js';
export * from './posting-id.js';
export * from './postings.js';
export * from './reference.js';
