import type { Collection, Stored } from '@ml-connector/document-store';
import { AppError } from '@ml-connector/kernel';

const ATTEMPTS = 20;

/**
 * Changes many documents, each guarded by the version that was read, again for those that somebody else changed.
 * `change` gets `null` for a document that does not exist, and returns its argument or `null` where nothing changes.
 * @returns those that exist afterwards, as they stand.
 * @throws AppError CONFLICT after twenty lost races for one document.
 */
export const foldDocuments = async <Value>(
  collection: Pick<Collection<Value>, 'getMany' | 'insertMany' | 'replaceMany'>,
  ids: readonly string[],
  change: (id: string, current: Value | null) => Value | null,
): Promise<readonly Stored<Value>[]> => {
  const settled: Stored<Value>[] = [];
  let open = [...new Set(ids)];
  for (let attempt = 0; open.length > 0; attempt += 1) {
    if (attempt === ATTEMPTS)
      throw new AppError('CONFLICT', `A document changed ${ATTEMPTS} times while it was folded.`);
    const stored = new Map((await collection.getMany(open)).map((item) => [item.id, item]));
    const inserts: Stored<Value>[] = [];
    const replacements: Stored<Value>[] = [];
    for (const id of open) {
      const known = stored.get(id) ?? null;
      const value = change(id, known?.value ?? null);
      if (value === null || value === known?.value) {
        if (known) settled.push(known);
      } else if (known) replacements.push({ id, version: known.version + 1, value });
      else inserts.push({ id, version: 1, value });
    }
    const [inserted, replaced] = await Promise.all([
      inserts.length === 0 ? [] : collection.insertMany(inserts),
      replacements.length === 0
        ? []
        : collection.replaceMany(
            replacements.map(({ id, version, value }) => ({
              id,
              value,
              expectedVersion: version - 1,
            })),
          ),
    ]);
    settled.push(
      ...inserts.filter((_, index) => inserted[index] === 'inserted'),
      ...replacements.filter((_, index) => replaced[index] === 'replaced'),
    );
    open = [
      ...inserts.filter((_, index) => inserted[index] !== 'inserted'),
      ...replacements.filter((_, index) => replaced[index] !== 'replaced'),
    ].map(({ id }) => id);
  }
  return settled;
};
