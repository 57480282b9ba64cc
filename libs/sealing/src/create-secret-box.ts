import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { AppError, type Randomness } from '@ml-connector/kernel';
import { type NamedKey, openText, readSealedText, sealText } from './sealed-text.js';
import type { SecretBox } from './vault.js';

const SEALED = 's1';
const HASHED = 'h1';
const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;

export interface SecretBoxOptions {
  /** Master keys of 32 bytes: the first encrypts and hashes, all decrypt and verify. */
  readonly keys: readonly NamedKey[];
  readonly randomness: Randomness;
}

/** @throws AppError CONFIG_INVALID without a key, for a repeated or unusable id, or a key that is not 32 bytes. */
export const createSecretBox = ({ keys, randomness }: SecretBoxOptions): SecretBox => {
  const first = refuseUnusable(keys);
  const masters = new Map(keys.map((key) => [key.id, key.key]));
  const passwordKeys = new Map(keys.map((key) => [key.id, passwordKeyOf(key.key)]));

  const passwordHash = (password: string, keyId: string): string => {
    const key = passwordKeys.get(keyId) ?? passwordKeyOf(first.key);
    const digest = createHmac('sha256', key).update(password, 'utf8').digest('base64url');
    return `${HASHED}.${keyId}.${digest}`;
  };

  return {
    seal: (text) => sealText(text, { version: SEALED, key: first, randomness }),
    open: (sealed) => {
      const parts = readSealedText(sealed, SEALED);
      const key = masters.get(parts.keyId);
      if (!key) {
        throw new AppError(
          'SEAL_KEY_MISSING',
          `The encryption key ${parts.keyId} is not configured: add it to ML_ENCRYPTION_KEYS.`,
        );
      }
      return openText(parts, key);
    },
    hashPassword: (password) => passwordHash(password, first.id),
    matchesPassword: (password, hash) => {
      const keyId = hash.split('.')[1] ?? '';
      const expected = Buffer.from(passwordHash(password, keyId), 'utf8');
      const given = Buffer.from(hash, 'utf8');
      const isEqual = given.length === expected.length && timingSafeEqual(given, expected);
      return isEqual && passwordKeys.has(keyId);
    },
  };
};

const passwordKeyOf = (master: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, '', 'ml-connector/password-hash/v1', KEY_BYTES));

const refuseUnusable = (keys: readonly NamedKey[]): NamedKey => {
  const [first] = keys;
  if (!first) throw new AppError('CONFIG_INVALID', 'There is no encryption key.');
  if (new Set(keys.map((key) => key.id)).size !== keys.length)
    throw new AppError('CONFIG_INVALID', 'Two encryption keys have the same id.');
  for (const key of keys) {
    if (!KEY_ID.test(key.id))
      throw new AppError(
        'CONFIG_INVALID',
        'The id of an encryption key is 1 to 64 of A-Z a-z 0-9 _ -.',
      );
    if (key.key.length !== KEY_BYTES)
      throw new AppError('CONFIG_INVALID', `The encryption key ${key.id} does not have 32 bytes.`);
  }
  return first;
};
