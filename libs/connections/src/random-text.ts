import type { Randomness } from '@ml-connector/kernel';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE_32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Text of `[A-Za-z0-9]`, just under 6 bits a character: the only alphabet that WooCommerce and the Web Connector both keep as it is. */
export const randomLettersAndDigits = (length: number, randomness: Randomness): string =>
  randomText(LETTERS_AND_DIGITS, length, randomness);

/** Text of `[a-z2-7]`, 5 bits a character. */
export const randomBase32 = (length: number, randomness: Randomness): string =>
  randomText(BASE_32, length, randomness);

/** A random UUID (version 4) in braces. */
export const randomGuid = (randomness: Randomness): string => {
  const bytes = Buffer.from(randomness.bytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `{${parts.join('-')}-${hex.slice(20)}}`;
};

const randomText = (alphabet: string, length: number, randomness: Randomness): string => {
  // Bytes at or above the largest multiple of the alphabet's length would favour its first characters.
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomness.bytes(length)) {
      if (byte < fair && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
};
