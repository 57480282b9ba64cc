import type { Randomness } from '@ml-connector/kernel';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const DIGITS = 22;

/** A message set id of 23 characters with 110 random bits: QuickBooks takes no more, and it also marks the fence. */
export const newSetId = (randomness: Randomness): string => {
  const bytes = randomness.bytes(DIGITS);
  return `s${Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('')}`;
};
