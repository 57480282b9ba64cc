import type { DocumentStore } from '@ml-connector/document-store';
import { updateDocument } from '@ml-connector/document-store';
import type { Randomness } from '@ml-connector/kernel';
import { DATA_KEYS, newDataKey, unwrapDataKey } from './data-key.js';
import type { KeyBytes, KeyCache } from './key-cache.js';
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
}

export interface DataKeysOptions {
  readonly store: DocumentStore;
  readonly secretBox: SecretBox;
  readonly randomness: Randomness;
  readonly cache: KeyCache;
}

/** Data keys in the store, behind a cache. */
export const createDataKeys = (options: DataKeysOptions): DataKeys => {
  const { secretBox, cache } = options;
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

  return {
    find,
    findOrMake: async (owners) => {
      const found = await find(owners.map((owner) => owner.id));
      const missing = [
        ...new Map(
          owners.filter((owner) => !found.has(owner.id)).map((owner) => [owner.id, owner]),
        ).values(),
      ];
      if (missing.length === 0) return found;
      await collection.insertMany(
        missing.map((owner) => ({ id: owner.id, value: newDataKey(owner, options) })),
      );
      // Whoever lost the race reads the winner's key, and so does the winner: what stands is what seals.
      const made = await find(missing.map((owner) => owner.id));
      return new Map([...found, ...made]);
    },
    destroy: async (owner) => {
      const { connectionId, owner: name } = owner;
      await updateDocument(collection, owner.id, (current) =>
        current?.wrapped === null ? null : { connectionId, owner: name, wrapped: null },
      );
      cache.set(owner.id, null);
    },
  };
};
