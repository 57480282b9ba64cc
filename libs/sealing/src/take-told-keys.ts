import { type Collection, updateDocument } from '@ml-connector/document-store';
import type { DataKey } from './data-key.js';
import type { ToldKey } from './key-ledger.js';

/**
 * Brings what the ledger tells to the documents: a key that is missing is put back, one that was destroyed is destroyed
 * again. Where another key stands by that time, both are kept: the one that stands seals, both open.
 * @returns ids of the documents that changed.
 */
export const takeToldKeys = async (
  collection: Collection<DataKey>,
  told: readonly ToldKey[],
): Promise<readonly string[]> => {
  const byId = Map.groupBy(told, ({ id }) => id);
  const found = await collection.getMany([...byId.keys()]);
  const standing = new Map(found.map(({ id, value }) => [id, value]));
  const changed: string[] = [];
  for (const [id, keys] of byId) {
    if (afterTold(standing.get(id) ?? null, keys) === null) continue;
    changed.push(id);
    await updateDocument(collection, id, (current) => afterTold(current, keys));
  }
  return changed;
};

/** The document after what was told; null where that is no news. */
export const afterTold = (current: DataKey | null, told: readonly ToldKey[]): DataKey | null => {
  const [first] = told;
  if (!first || (current && current.wrapped === null)) return null;
  const { connectionId, owner } = first;
  if (told.some(({ wrapped }) => wrapped === null)) return { connectionId, owner, wrapped: null };
  const known = current ? wrappedOf(current) : [];
  const news = told.flatMap(({ wrapped }) =>
    wrapped === null || known.includes(wrapped) ? [] : [wrapped],
  );
  if (news.length === 0) return null;
  const [seals = '', ...others] = [...new Set([...known, ...news])];
  return { connectionId, owner, wrapped: seals, ...(others.length > 0 ? { others } : {}) };
};

/** Every key of a document, the one that seals first; none where it was destroyed. */
export const wrappedOf = ({ wrapped, others = [] }: DataKey): readonly string[] =>
  wrapped === null ? [] : [wrapped, ...others];
