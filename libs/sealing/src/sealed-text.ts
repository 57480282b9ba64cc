import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { AppError, type Randomness } from '@ml-connector/kernel';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PART = /^[A-Za-z0-9_-]+$/;

/** A key and the name by which a sealed text refers to it (`[A-Za-z0-9_-]+`). */
export interface NamedKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** What a sealed text says about itself, before it is opened. */
export interface SealedText {
  readonly version: string;
  readonly keyId: string;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/**
 * `<version>.<key id>.<iv>.<ciphertext and tag>`, base64url. Version and key id are authenticated too, so no part can
 * be changed or moved under another key unnoticed.
 */
export const sealText = (
  text: string,
  using: { readonly version: string; readonly key: NamedKey; readonly randomness: Randomness },
): string => {
  const { version, key, randomness } = using;
  const head = `${version}.${key.id}`;
  const iv = Buffer.from(randomness.bytes(IV_BYTES));
  const cipher = createCipheriv(ALGORITHM, createSecretKey(key.key), iv).setAAD(
    Buffer.from(head, 'latin1'),
  );
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${head}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
};

/** @throws AppError SEAL_BROKEN if it is not a sealed text of this version. */
export const readSealedText = (sealed: string, expectedVersion: string): SealedText => {
  const [version, keyId, iv, body, ...rest] = sealed.split('.');
  if (version !== expectedVersion || rest.length > 0) throw broken();
  if (keyId === undefined || !PART.test(keyId)) throw broken();
  const bytes = canonicalBytes(body);
  return {
    version,
    keyId,
    iv: canonicalBytes(iv),
    ciphertext: bytes.subarray(0, bytes.length - TAG_BYTES),
    tag: bytes.subarray(bytes.length - TAG_BYTES),
  };
};

/** @throws AppError SEAL_BROKEN if anything in it was altered or another key sealed it. */
export const openText = (sealed: SealedText, key: Uint8Array): string => {
  if (sealed.iv.length !== IV_BYTES || sealed.tag.length !== TAG_BYTES) throw broken();
  try {
    const decipher = createDecipheriv(ALGORITHM, createSecretKey(key), sealed.iv, {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(`${sealed.version}.${sealed.keyId}`, 'latin1'))
      .setAuthTag(sealed.tag);
    return decipher.update(sealed.ciphertext, undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new AppError('SEAL_BROKEN', 'A sealed text was altered, or another key sealed it.', {
      cause,
    });
  }
};

/** Base64url has spare bits at its end; a text that uses them was altered although its bytes are the same. */
const canonicalBytes = (text: string | undefined): Buffer => {
  if (text === undefined) throw broken();
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw broken();
  return bytes;
};

const broken = (): AppError => new AppError('SEAL_BROKEN', 'A text is not a sealed text.');
