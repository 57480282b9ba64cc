import { sha256Hex } from '@ml-connector/kernel';
import type { NewRecord } from './event-log.js';

const DIGITS = 32;

/** What tells a record from any other that may stand at its offset, should the log be another one. */
export const recordMark = ({ key, value }: Pick<NewRecord, 'key' | 'value'>): string =>
  sha256Hex(`${key}\n${sha256Hex(value)}`).slice(0, DIGITS);
