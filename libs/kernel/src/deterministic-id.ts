import { sha256Hex } from './digest.js';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
/** Five hexadecimal digits are four of ours. */
const HEX_GROUP = 5;
const WHOLE_GROUPS = 34;

/** The last 130 of 256 bits, as 26 digits. Without big integers: thousands of ids are made in a second. */
const base32 = (hex: string): string => {
  let text = digits(Number.parseInt(hex.slice(WHOLE_GROUPS - 3, WHOLE_GROUPS), 16), 2);
  for (let at = WHOLE_GROUPS; at < hex.length; at += HEX_GROUP) {
    text += digits(Number.parseInt(hex.slice(at, at + HEX_GROUP), 16), 4);
  }
  return text;
};

const digits = (bits: number, count: number): string => {
  let text = '';
  for (let digit = count - 1; digit >= 0; digit -= 1) text += ALPHABET[(bits >> (5 * digit)) & 31];
  return text;
};

/**
 * An id that follows from what it stands for, so that the same thing met twice gets the same id and a store's
 * primary key is all the uniqueness that is needed. `prefix-` and 26 base-32 digits (130 bits of SHA-256),
 * matching `[a-z0-9-]{1,40}` for a prefix of up to 13 characters.
 */
export const deterministicId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}-${base32(sha256Hex(JSON.stringify(parts)))}`;
