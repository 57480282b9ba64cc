import { sha256Hex } from './digest.js';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const BITS_PER_DIGIT = 5;

const base32 = (hex: string, digits: number): string => {
  let bits = BigInt(`0x${hex}`);
  let text = '';
  for (let digit = 0; digit < digits; digit += 1) {
    text = `${ALPHABET[Number(bits & 31n)]}${text}`;
    bits >>= BigInt(BITS_PER_DIGIT);
  }
  return text;
};

/**
 * An id that follows from what it stands for, so that the same thing met twice gets the same id and a store's
 * primary key is all the uniqueness that is needed. `prefix-` and 26 base-32 digits (130 bits of SHA-256),
 * matching `[a-z0-9-]{1,40}` for a prefix of up to 13 characters.
 */
export const deterministicId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}-${base32(sha256Hex(JSON.stringify(parts)), 26)}`;
