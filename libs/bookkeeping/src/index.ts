export * from './read-request.js';
