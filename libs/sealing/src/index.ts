export { DATA_KEYS } from './data-key.js';
export * from './create-secret-box.js';
export * from './create-vault.js';
export type { KeyLedger, ToldKey } from './key-ledger.js';
export { UNTOLD_KEYS } from './untold-keys.js';
export * from './vault.js';
