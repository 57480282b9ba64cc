import { AppError, canonicalJson } from '@ml-connector/kernel';
import { layoutOf } from '../collection-layout.js';
import { checkedId, indexedValueOf, jsonOf } from '../document-input.js';
import type { Collection, CollectionDefinition, DocumentStore, Stored } from '../document-store.js';
import {
  createDocumentMemory,
  readKept,
  type DocumentMemory,
  type KeptDocument,
} from './document-memory.js';
import { countKept, findKept } from './search-kept.js';

/** A document store for tests and simulations, without a file: every promise of the port but durability. */
export const createMemoryDocumentStore = (
  memory: DocumentMemory = createDocumentMemory(),
): DocumentStore => {
  const declarations = new Map<string, string>();
  return {
    collection(definition) {
      const { fields } = layoutOf(definition);
      const declared = canonicalJson(definition.indexes);
      if ((declarations.get(definition.name) ?? declared) !== declared) {
        throw new AppError(
          'CONFIG_INVALID',
          `The collection ${definition.name} is declared twice with different indexes.`,
        );
      }
      declarations.set(definition.name, declared);
      return memoryCollection(memory, definition, fields);
    },
  };
};

const memoryCollection = <Value, IndexName extends string>(
  memory: DocumentMemory,
  definition: CollectionDefinition<Value, IndexName>,
  fields: readonly string[],
): Collection<Value, IndexName> => {
  const seen = new WeakMap<KeptDocument, Stored<Value>>();
  const documents = () => memory.documents(definition.name);
  const read = (kept: KeptDocument) => readKept(definition, seen, kept);
  const put = (id: string, version: number, value: Value): void => {
    const json = jsonOf(definition, value);
    for (const field of fields) indexedValueOf(definition, value, field);
    documents().set(id, { id, version, json, raw: JSON.parse(json) });
  };
  const insert = (id: string, value: Value) => {
    if (documents().has(checkedId(id))) return 'exists';
    put(id, 1, value);
    return 'inserted';
  };
  const replace = (id: string, expectedVersion: number, value: Value) => {
    if (documents().get(checkedId(id))?.version !== expectedVersion) return 'conflict';
    put(id, expectedVersion + 1, value);
    return 'replaced';
  };
  return {
    insert: async (id, value) => insert(id, value),
    replace: async (id, expectedVersion, value) => replace(id, expectedVersion, value),
    insertMany: async (many) => many.map(({ id, value }) => insert(id, value)),
    replaceMany: async (many) =>
      many.map(({ id, expectedVersion, value }) => replace(id, expectedVersion, value)),
    async remove(id, expectedVersion) {
      if (documents().get(checkedId(id))?.version !== expectedVersion) return 'conflict';
      documents().delete(id);
      return 'removed';
    },
    async get(id) {
      const kept = documents().get(checkedId(id));
      return kept ? read(kept) : null;
    },
    getMany: async (ids) =>
      [...new Set(ids.map(checkedId))].flatMap((id) => {
        const kept = documents().get(id);
        return kept ? [read(kept)] : [];
      }),
    async find(query) {
      const { items, next } = findKept(definition, documents().values(), query);
      return { items: items.map(read), next };
    },
    count: async (query) => countKept(definition, documents().values(), query),
  };
};
