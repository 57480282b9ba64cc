export { createDocumentMemory, type DocumentMemory } from './document-memory.js';
export * from './memory-document-store.js';
