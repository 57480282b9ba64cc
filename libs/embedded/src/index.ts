export * from './embedded-engine.js';
export type { Reader } from './reader.js';
export * from './sql-row.js';
export type { SqlRow, SqlValue, Step, StepOutcome } from './writer-protocol.js';
