export * from './document-store.js';
export * from './update-document.js';
