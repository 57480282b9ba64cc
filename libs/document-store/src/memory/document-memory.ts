import { AppError } from '@ml-connector/kernel';
import type { CollectionDefinition, IndexedValue, Stored } from '../document-store.js';

/** A document as text, as a store keeps it: whoever reads it gets what was written, never the writer's own object. */
export interface KeptDocument {
  readonly id: string;
  readonly version: number;
  readonly json: () => string;
  /** The values of indexed fields as they are compared; `null` where one is absent. */
  readonly indexed: Readonly<Record<string, IndexedValue | null>>;
}

/** What survives a restart: the documents of every collection. */
export interface DocumentMemory {
  readonly documents: (collection: string) => Map<string, KeptDocument>;
  /** As it is now. @returns puts it back, as often as it is called. */
  readonly snapshot: () => () => void;
}

export const createDocumentMemory = (): DocumentMemory => {
  let collections = new Map<string, Map<string, KeptDocument>>();
  return {
    documents(collection) {
      const known = collections.get(collection) ?? new Map<string, KeptDocument>();
      collections.set(collection, known);
      return known;
    },
    snapshot() {
      const copy = copied(collections);
      return () => {
        collections = copied(copy);
      };
    },
  };
};

const copied = (collections: ReadonlyMap<string, ReadonlyMap<string, KeptDocument>>) =>
  new Map([...collections].map(([name, documents]) => [name, new Map(documents)]));

/**
 * What the schema makes of a document; looked at once for each version of it. It is frozen, because readers share it.
 * @throws AppError STORE_CORRUPT if the schema refuses it.
 */
export const readKept = <Value>(
  definition: CollectionDefinition<Value>,
  seen: WeakMap<KeptDocument, Stored<Value>>,
  kept: KeptDocument,
): Stored<Value> => {
  const known = seen.get(kept);
  if (known) return known;
  const parsed = definition.schema.safeParse(JSON.parse(kept.json()));
  if (!parsed.success) {
    throw new AppError(
      'STORE_CORRUPT',
      `A document of ${definition.name} does not have its shape.`,
    );
  }
  const stored = frozen({ id: kept.id, version: kept.version, value: parsed.data });
  seen.set(kept, stored);
  return stored;
};

/** The value and all in it: whoever tries to change it fails. */
export const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) frozen(member);
  return value;
};
