export { DATA_KEYS } from './data-key.js';
export * from './create-secret-box.js';
export * from './create-vault.js';
export * from './vault.js';
