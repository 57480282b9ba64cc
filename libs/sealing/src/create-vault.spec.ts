import { randomBytes } from 'node:crypto';
import type { Collection, DocumentStore, Stored } from '@ml-connector/document-store';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from './create-secret-box.js';
import { createVault } from './create-vault.js';
import { DATA_KEYS } from './data-key.js';
import type { Vault } from './vault.js';

const randomness = { bytes: (count: number): Uint8Array => randomBytes(count) };
const secretBox = createSecretBox({ keys: [{ id: 'm1', key: randomBytes(32) }], randomness });

describe('the vault', () => {
  it('opens what was sealed under the keys of several owners, in order', async () => {
    const vault = vaultOver(memoryStore());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'company'), fc.string()), { maxLength: 20 }),
        async (texts) => {
          const keys = await vault.keysOf(
            'con-1',
            texts.map(([owner]) => owner),
          );
          const sealed = texts.map(([owner, text]) => keys.seal(owner, text));
          expect(await vault.open(sealed)).toEqual(texts.map(([, text]) => text));
        },
      ),
    );
  });

  it('opens in a process that starts later over the same store', async () => {
    const store = memoryStore();
    const sealed = (await vaultOver(store).keysOf('con-1', ['a'])).seal('a', 'text');
    expect(await vaultOver(store).open([sealed])).toEqual(['text']);
  });

  it('gives two callers at once the same key', async () => {
    const store = memoryStore();
    const [one, other] = [vaultOver(store), vaultOver(store)];
    const [first, second] = await Promise.all([
      one.keysOf('con-1', ['a']),
      other.keysOf('con-1', ['a']),
    ]);
    const sealed = [first.seal('a', 'by one'), second.seal('a', 'by the other')];
    expect(await vaultOver(store).open(sealed)).toEqual(['by one', 'by the other']);
    expect(first.hash('x')).toBe(second.hash('x'));
  });

  it('hashes alike within a connection and differently in another', async () => {
    const vault = vaultOver(memoryStore());
    const hash = await vault.hash('con-1', 'content');
    expect((await vault.keysOf('con-1', [])).hash('content')).toBe(hash);
    expect(await vault.hash('con-2', 'content')).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses to seal for an owner that was not asked for', async () => {
    const keys = await vaultOver(memoryStore()).keysOf('con-1', ['a']);
    expect(() => keys.seal('b', 'text')).toThrow(
      expect.objectContaining({ code: 'SEAL_KEY_MISSING' }),
    );
  });

  it('refuses a text whose key the store never had', async () => {
    const elsewhere = (await vaultOver(memoryStore()).keysOf('con-1', ['a'])).seal('a', 'text');
    await expect(vaultOver(memoryStore()).open([elsewhere])).rejects.toMatchObject({
      code: 'SEAL_KEY_MISSING',
    });
  });

  it('refuses a key that was put in the place of another', async () => {
    const store = memoryStore();
    const keys = await vaultOver(store).keysOf('con-1', ['a', 'b']);
    const [a, b] = [keys.seal('a', 'text'), keys.seal('b', 'text')].map(
      (sealed) => sealed.split('.')[1] ?? '',
    );
    const collection = store.collection(DATA_KEYS);
    const stolen = await collection.get(b ?? '');
    await collection.replace(
      a ?? '',
      1,
      stolen?.value ?? { connectionId: '', owner: '', wrapped: null },
    );
    await expect(vaultOver(store).open([keys.seal('a', 'text')])).rejects.toMatchObject({
      code: 'SEAL_BROKEN',
    });
  });
});

describe('an erased owner', () => {
  it('leaves texts that open to null, and those of others as they were', async () => {
    const vault = vaultOver(memoryStore());
    const keys = await vault.keysOf('con-1', ['a', 'b']);
    const sealed = [keys.seal('a', 'gone'), keys.seal('b', 'stays')];
    await vault.erase('con-1', 'a');
    expect(await vault.open(sealed)).toEqual([null, 'stays']);
  });

  it('never gets a new key silently', async () => {
    const store = memoryStore();
    await vaultOver(store).erase('con-1', 'a');
    const keys = await vaultOver(store).keysOf('con-1', ['a', 'b']);
    expect(() => keys.seal('a', 'text')).toThrow(
      expect.objectContaining({ code: 'SEAL_KEY_MISSING' }),
    );
    expect(keys.seal('b', 'text')).toMatch(/^v1\./);
  });

  it('stays erased when it is erased again', async () => {
    const vault = vaultOver(memoryStore());
    const sealed = (await vault.keysOf('con-1', ['a'])).seal('a', 'gone');
    await vault.erase('con-1', 'a');
    await vault.erase('con-1', 'a');
    expect(await vault.open([sealed])).toEqual([null]);
  });

  it('is noticed by another process within a minute', async () => {
    const store = memoryStore();
    let now = 0;
    const other = createVault({ store, secretBox, randomness, clock: { now: () => now } });
    const sealed = (await other.keysOf('con-1', ['a'])).seal('a', 'gone');
    await vaultOver(store).erase('con-1', 'a');
    now = 60_001;
    expect(await other.open([sealed])).toEqual([null]);
  });
});

const vaultOver = (store: DocumentStore): Vault =>
  createVault({ store, secretBox, randomness, clock: { now: () => 0 } });

/** Documents in a map: enough for a spec that is about keys and not about stores. */
const memoryStore = (): DocumentStore => {
  const collections = new Map<string, unknown>();
  return {
    collection: <Value, IndexName extends string>(definition: { readonly name: string }) => {
      const known = collections.get(definition.name) ?? memoryCollection<Value, IndexName>();
      collections.set(definition.name, known);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return known as Collection<Value, IndexName>;
    },
  };
};

const memoryCollection = <Value, IndexName extends string>(): Collection<Value, IndexName> => {
  const documents = new Map<string, Stored<Value>>();
  const insert = async (id: string, value: Value): Promise<'inserted' | 'exists'> => {
    await pause();
    if (documents.has(id)) return 'exists';
    documents.set(id, { id, version: 1, value });
    return 'inserted';
  };
  return {
    insert,
    insertMany: (many) => Promise.all(many.map(({ id, value }) => insert(id, value))),
    get: async (id) => {
      await pause();
      return documents.get(id) ?? null;
    },
    getMany: async (ids) => {
      await pause();
      return ids.flatMap((id) => documents.get(id) ?? []);
    },
    replace: async (id, expectedVersion, value) => {
      await pause();
      if (documents.get(id)?.version !== expectedVersion) return 'conflict';
      documents.set(id, { id, version: expectedVersion + 1, value });
      return 'replaced';
    },
    remove: unused,
    replaceMany: unused,
    find: unused,
    count: unused,
  };
};

const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const unused = (): Promise<never> => Promise.reject(new Error('Not needed here.'));
