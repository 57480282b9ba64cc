import { createHmac, createSecretKey, hash } from 'node:crypto';

/** SHA-256 of bytes or of a string's UTF-8, as 64 lower-case hexadecimal digits. */
export const sha256Hex = (content: string | Uint8Array): string => hash('sha256', content, 'hex');

/** HMAC-SHA-256 as 64 lower-case hexadecimal digits: a hash that says nothing to whoever lacks the key. */
export const keyedHashHex = (key: Uint8Array, content: string | Uint8Array): string =>
  // Raw bytes as a key take Node twice as long.
  createHmac('sha256', createSecretKey(key)).update(content).digest('hex');
