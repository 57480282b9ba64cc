import { AppError } from '@ml-connector/kernel';
import type { Collection, Stored } from './document-store.js';

const ATTEMPTS = 20;

/**
 * Reads, changes and replaces one document until nobody else changed it in between.
 * `change` gets `null` for a document that does not exist yet and returns the new value, or `null` to leave all as it is.
 * @returns the document as it stands afterwards, or `null` if there is none.
 * @throws AppError CONFLICT after twenty lost races.
 */
export const updateDocument = async <Value>(
  collection: Pick<Collection<Value>, 'get' | 'insert' | 'replace'>,
  id: string,
  change: (current: Value | null) => Value | null,
): Promise<Stored<Value> | null> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await collection.get(id);
    const value = change(stored?.value ?? null);
    if (value === null) return stored;
    if (!stored) {
      if ((await collection.insert(id, value)) === 'inserted') return { id, version: 1, value };
    } else if ((await collection.replace(id, stored.version, value)) === 'replaced') {
      return { id, version: stored.version + 1, value };
    }
  }
  throw new AppError(
    'CONFLICT',
    `A document changed ${ATTEMPTS} times while it was being changed here.`,
  );
};
