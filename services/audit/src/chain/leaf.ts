import { createHash } from 'node:crypto';
import type { LogRecord } from '@ml-connector/event-log';
import { canonicalJson } from '@ml-connector/kernel';

/** Told apart from each other by their first byte, so that no leaf can be taken for a link. */
const LEAF = Uint8Array.of(0);
const LINK = Uint8Array.of(1);

/** What a chain begins with: 32 zero bytes, in hexadecimal. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 of a record's value, in hexadecimal. */
export const valueHashOf = (record: Pick<LogRecord, 'value'>): string =>
  createHash('sha256').update(record.value).digest('hex');

/**
 * What a record is, as one hash: where it stands, when it came, its key, its headers and its value, byte for byte.
 * SHA-256(0x00, canonical JSON of the place, SHA-256 of the value), in hexadecimal.
 */
export const leafOf = (record: LogRecord, valueHash: string = valueHashOf(record)): string => {
  const { topic, partition, offset, appendedAt, key, headers } = record;
  return createHash('sha256')
    .update(LEAF)
    .update(canonicalJson([topic, partition, offset, appendedAt, key, headers]), 'utf8')
    .update(Buffer.from(valueHash, 'hex'))
    .digest('hex');
};

/** The chain after one more leaf: SHA-256(0x01, the chain before, the leaf), in hexadecimal. */
export const linkOf = (before: string, leaf: string): string =>
  createHash('sha256')
    .update(LINK)
    .update(Buffer.from(before, 'hex'))
    .update(Buffer.from(leaf, 'hex'))
    .digest('hex');
