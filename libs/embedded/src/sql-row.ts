import { AppError } from '@ml-connector/kernel';
import type { SqlRow } from './writer-protocol.js';

/** @throws AppError STORE_CORRUPT if the column holds no text. */
export const textOf = (row: SqlRow, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw wrongType(column, 'text');
  return value;
};

/** @throws AppError STORE_CORRUPT if the column holds no safe integer. */
export const integerOf = (row: SqlRow, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw wrongType(column, 'a whole number');
  return value;
};

/** @throws AppError STORE_CORRUPT if the column holds no bytes. */
export const bytesOf = (row: SqlRow, column: string): Uint8Array => {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrongType(column, 'bytes');
  return value;
};

const wrongType = (column: string, expected: string): AppError =>
  new AppError('STORE_CORRUPT', `The column ${column} of the store does not hold ${expected}.`);
