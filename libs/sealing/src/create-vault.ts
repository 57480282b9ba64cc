import type { DocumentStore } from '@ml-connector/document-store';
import { AppError, type Clock, keyedHashHex, type Randomness } from '@ml-connector/kernel';
import { HASH_OWNER, hashKeyId, sealingKeyId } from './data-key.js';
import { createDataKeys, type KeyOwner } from './data-keys.js';
import { createKeyCache, type KeyBytes } from './key-cache.js';
import { openText, readSealedText, sealText } from './sealed-text.js';
import type { SealingKeys, SecretBox, Vault } from './vault.js';

const SEALED = 'v1';
const CACHED_KEYS = 20_000;
const CACHED_MS = 60_000;

export interface VaultOptions {
  readonly store: DocumentStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/**
 * A vault whose data keys lie in the store, wrapped by the secret box. Another process that erased an owner is noticed
 * within a minute; this one notices at once.
 */
export const createVault = ({ store, secretBox, clock, randomness }: VaultOptions): Vault => {
  const cache = createKeyCache(clock, { capacity: CACHED_KEYS, maxAgeMs: CACHED_MS });
  const keys = createDataKeys({ store, secretBox, randomness, cache });

  return {
    keysOf: async (connectionId, owners) => {
      const hashKey = hashKeyOwner(connectionId);
      const sealing = owners.map((owner) => sealingKeyOwner(connectionId, owner));
      const found = await keys.findOrMake([hashKey, ...sealing]);
      return sealingKeys({
        ids: new Map(sealing.map(({ owner, id }) => [owner, id])),
        found,
        hashKey: usable(found.get(hashKey.id)),
        randomness,
      });
    },
    open: async (sealed) => {
      const texts = sealed.map((text) => readSealedText(text, SEALED));
      const found = await keys.find(texts.map((text) => text.keyId));
      return texts.map((text) => {
        const key = found.get(text.keyId);
        return key === null ? null : openText(text, usable(key));
      });
    },
    hash: async (connectionId, content) => {
      const owner = hashKeyOwner(connectionId);
      const found = await keys.findOrMake([owner]);
      return keyedHashHex(usable(found.get(owner.id)), content);
    },
    erase: (connectionId, owner) => keys.destroy(sealingKeyOwner(connectionId, owner)),
  };
};

const hashKeyOwner = (connectionId: string): KeyOwner => ({
  id: hashKeyId(connectionId),
  connectionId,
  owner: HASH_OWNER,
});

const sealingKeyOwner = (connectionId: string, owner: string): KeyOwner => ({
  id: sealingKeyId(connectionId, owner),
  connectionId,
  owner,
});

const sealingKeys = (at: {
  readonly ids: ReadonlyMap<string, string>;
  readonly found: ReadonlyMap<string, KeyBytes>;
  readonly hashKey: Uint8Array;
  readonly randomness: Randomness;
}): SealingKeys => ({
  seal: (owner, text) => {
    const id = at.ids.get(owner);
    if (id === undefined)
      throw new AppError('SEAL_KEY_MISSING', 'The key of this owner was not asked for.');
    const key = { id, key: usable(at.found.get(id)) };
    return sealText(text, { version: SEALED, key, randomness: at.randomness });
  },
  hash: (content) => keyedHashHex(at.hashKey, content),
});

const usable = (key: KeyBytes | undefined): Uint8Array => {
  if (key === undefined)
    throw new AppError(
      'SEAL_KEY_MISSING',
      'The store does not have the data key of a sealed text.',
    );
  if (key === null) throw new AppError('SEAL_KEY_MISSING', 'The key of this owner was destroyed.');
  return key;
};
