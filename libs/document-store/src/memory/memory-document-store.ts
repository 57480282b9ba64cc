import { AppError, canonicalJson } from '@ml-connector/kernel';
import { layoutOf } from '../collection-layout.js';
import { checkedId, indexedValueOf, jsonOf } from '../document-input.js';
import type {
  Collection,
  CollectionDefinition,
  DocumentStore,
  IndexedValue,
  Stored,
} from '../document-store.js';
import {
  createDocumentMemory,
  frozen,
  readKept,
  type DocumentMemory,
  type KeptDocument,
} from './document-memory.js';
import { comparable, countKept, findKept } from './search-kept.js';

/**
 * A document store for tests and simulations, without a file: every promise of the port but durability.
 * @param asText how many writes in a hundred go through text and the schema, as in every other store. The others are
 * frozen and handed to readers as they are, which costs a tenth: for simulations that write millions of documents.
 */
export const createMemoryDocumentStore = (
  memory: DocumentMemory = createDocumentMemory(),
  { asText = 100 }: { readonly asText?: number } = {},
): DocumentStore => {
  const declarations = new Map<string, string>();
  const open = new WeakMap<object, unknown>();
  return {
    collection<Value, IndexName extends string>(
      definition: CollectionDefinition<Value, IndexName>,
    ): Collection<Value, IndexName> {
      // What was opened by a definition has its types.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const known = open.get(definition) as Collection<Value, IndexName> | undefined;
      if (known) return known;
      const { fields } = layoutOf(definition);
      const declared = canonicalJson(definition.indexes);
      if ((declarations.get(definition.name) ?? declared) !== declared) {
        throw new AppError(
          'CONFIG_INVALID',
          `The collection ${definition.name} is declared twice with different indexes.`,
        );
      }
      declarations.set(definition.name, declared);
      const opened = memoryCollection(memory, definition, { fields, asText });
      open.set(definition, opened);
      return opened;
    },
  };
};

const memoryCollection = <Value, IndexName extends string>(
  memory: DocumentMemory,
  definition: CollectionDefinition<Value, IndexName>,
  { fields, asText }: { readonly fields: readonly string[]; readonly asText: number },
): Collection<Value, IndexName> => {
  const seen = new WeakMap<KeptDocument, Stored<Value>>();
  const documents = () => memory.documents(definition.name);
  const read = (kept: KeptDocument) => readKept(definition, seen, kept);
  let puts = 0;
  const put = (id: string, version: number, value: Value): void => {
    const indexed: Record<string, IndexedValue | null> = {};
    for (const field of fields) {
      const found = indexedValueOf(definition, value, field);
      indexed[field] = found === null ? null : comparable(found);
    }
    puts += 1;
    const isText = (puts * asText) % 100 < asText;
    const text = isText ? jsonOf(definition, value) : null;
    const kept: KeptDocument = {
      id,
      version,
      indexed,
      json: () => text ?? jsonOf(definition, value),
    };
    if (!isText) seen.set(kept, frozen({ id, version, value }));
    documents().set(id, kept);
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
