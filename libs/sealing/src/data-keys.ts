import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import { isAppError, type Randomness } from '@ml-connector/kernel';
import { DATA_KEYS, newDataKey, unwrapDataKey } from './data-key.js';
import type { KeyBytes, KeyCache } from './key-cache.js';
import { type KeyLedger, markOf, NEVER_HAD } from './key-ledger.js';
import { takeToldKeys, wrappedOf } from './take-told-keys.js';
import type { NewToldKey, UntoldKeys } from './untold-keys.js';
import type { SecretBox } from './vault.js';

/** Whose key an id is. */
export interface KeyOwner {
  readonly id: string;
  readonly connectionId: string;
  readonly owner: string;
}

export interface DataKeys {
  /** Keys that exist, by id; one that never existed is absent. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, KeyBytes>>;
  /** Keys of these owners, made where there never was one. */
  findOrMake(owners: readonly KeyOwner[]): Promise<ReadonlyMap<string, KeyBytes>>;
  /** Also for an owner that never had a key: none will be made. */
  destroy(owner: KeyOwner): Promise<void>;
  /** Takes over what the ledger has beyond the store. */
  catchUp(): Promise<void>;
}

/** Where keys are told, and where they wait while that is down. */
export interface Telling {
  readonly ledger: KeyLedger;
  readonly untold: UntoldKeys;
}

export interface DataKeysOptions {
  readonly store: DocumentStore;
  readonly secretBox: SecretBox;
  readonly randomness: Randomness;
  readonly cache: KeyCache;
  /** Null where the log and the documents are kept as one: they are never put back apart. */
  readonly telling: Telling | null;
}

/** Data keys in the store, behind a cache. */
export const createDataKeys = (options: DataKeysOptions): DataKeys => {
  const { secretBox, cache, telling } = options;
  const collection = options.store.collection(DATA_KEYS);

  const find = async (ids: readonly string[]): Promise<Map<string, KeyBytes>> => {
    const found = new Map<string, KeyBytes>();
    const unknown = new Set<string>();
    for (const id of ids) {
      const key = cache.get(id);
      if (key === undefined) unknown.add(id);
      else found.set(id, key);
    }
    if (unknown.size === 0) return found;
    for (const stored of await collection.getMany([...unknown])) {
      const key = unwrapDataKey(stored.id, stored.value, secretBox);
      cache.set(stored.id, key);
      found.set(stored.id, key);
    }
    return found;
  };

  /** Before a key seals anything, so that no sealed text is in the log without it. */
  const tell = async (keys: readonly NewToldKey[]): Promise<void> => {
    if (!telling) return;
    try {
      await telling.ledger.tell(keys);
    } catch (error) {
      if (!isAppError(error, 'LOG_UNAVAILABLE')) throw error;
      await telling.untold.keep(keys);
    }
  };

  const catchUp = async (): Promise<void> =>
    telling?.ledger.readNew(async (told) => {
      for (const id of await takeToldKeys(collection, told)) cache.forget(id);
    });

  return {
    find,
    catchUp,
    findOrMake: async (owners) => {
      const found = await find(owners.map((owner) => owner.id));
      const missing = [
        ...new Map(
          owners.filter((owner) => !found.has(owner.id)).map((owner) => [owner.id, owner]),
        ).values(),
      ];
      if (missing.length === 0) return found;
      const made = missing.map(({ id, ...owner }) => ({
        id,
        value: newDataKey({ id, ...owner }, options),
      }));
      await tell(made.map(({ id, value }) => ({ id, ...value, mark: markOf(value.wrapped) })));
      await collection.insertMany(made);
      // Whoever lost the race reads the winner's key, and so does the winner: what stands is what seals.
      const standing = await find(missing.map((owner) => owner.id));
      return new Map([...found, ...standing]);
    },
    destroy: async (owner) => {
      const { id, connectionId, owner: name } = owner;
      if (telling) {
        // Told first: who dies in between has not promised anything, and whatever is read later says the same.
        await telling.untold.tell();
        await catchUp();
        const stored = await collection.get(id);
        const marks = stored ? wrappedOf(stored.value).map(markOf) : [NEVER_HAD];
        await telling.ledger.tell(
          marks.map((mark) => ({ id, connectionId, owner: name, mark, wrapped: null })),
        );
      }
      await updateDocument(collection, id, (current) =>
        current?.wrapped === null ? null : { connectionId, owner: name, wrapped: null },
      );
      cache.set(id, null);
    },
  };
};
