export * from './document-store.js';
export * from './embedded-document-store.js';
export * from './leases.js';
export * from './update-document.js';
