import type { DocumentStore } from '@ml-connector/document-store';
import {
  AppError,
  type Clock,
  isAppError,
  keyedHashHex,
  type Randomness,
} from '@ml-connector/kernel';
import { HASH_OWNER, hashKeyId, sealingKeyId } from './data-key.js';
import { createDataKeys, type KeyOwner } from './data-keys.js';
import { createKeyCache, type KeyBytes } from './key-cache.js';
import type { KeyLedger } from './key-ledger.js';
import { openText, readSealedText, type SealedText, sealText } from './sealed-text.js';
import { untoldKeys } from './untold-keys.js';
import type { KeyUpkeep, SealingKeys, SecretBox, Vault } from './vault.js';

const SEALED = 'v1';
const CACHED_KEYS = 20_000;
const CACHED_MS = 60_000;

export interface VaultOptions {
  readonly store: DocumentStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Where keys stand a second time. Absent where the log and the documents are kept, and put back, as one. */
  readonly ledger?: KeyLedger;
}

/**
 * A vault whose data keys lie in the store, wrapped by the secret box. Another process that erased an owner is noticed
 * within a minute; this one notices at once.
 */
export const createVault = (options: VaultOptions): Vault & KeyUpkeep => {
  const { store, secretBox, clock, randomness, ledger } = options;
  const cache = createKeyCache(clock, { capacity: CACHED_KEYS, maxAgeMs: CACHED_MS });
  const telling = ledger ? { ledger, untold: untoldKeys(store, { ledger, clock }) } : null;
  const keys = createDataKeys({ store, secretBox, randomness, cache, telling });

  const openAll = async (texts: readonly SealedText[]): Promise<readonly (string | null)[]> => {
    const found = await keys.find(texts.map((text) => text.keyId));
    return texts.map((text) => openWith(found.get(text.keyId), text));
  };

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
      try {
        return await openAll(texts);
      } catch (error) {
        if (!telling || !isKeyTrouble(error)) throw error;
        // The database was put back while this process ran: what it lacks may stand in the ledger.
        await keys.catchUp();
        return openAll(texts);
      }
    },
    hash: async (connectionId, content) => {
      const owner = hashKeyOwner(connectionId);
      const found = await keys.findOrMake([owner]);
      return keyedHashHex(usable(found.get(owner.id)), content);
    },
    erase: (connectionId, owner) => keys.destroy(sealingKeyOwner(connectionId, owner)),
    catchUp: () => keys.catchUp(),
    tellUntold: async () => (await telling?.untold.tell()) ?? 0,
  };
};

const isKeyTrouble = (error: unknown): boolean =>
  isAppError(error, 'SEAL_KEY_MISSING') || isAppError(error, 'SEAL_BROKEN');

/** By whichever of the keys fits; null where they were destroyed. */
const openWith = (key: KeyBytes | undefined, text: SealedText): string | null => {
  if (key === null) return null;
  for (const other of key?.others ?? []) {
    try {
      return openText(text, other);
    } catch (error) {
      if (!isAppError(error, 'SEAL_BROKEN')) throw error;
    }
  }
  return openText(text, usable(key));
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
  return key.seals;
};
