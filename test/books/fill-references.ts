import { referenceSchema, type WishFields, type WishValue } from '@ml-connector/postings';
import type { QbFields } from '@ml-connector/qbxml';

/** What QuickBooks gave a document that was posted before. */
export interface Ids {
  readonly ListID: string | null;
  readonly TxnID: string | null;
}

/**
 * A request with the ids of the documents that it refers to.
 * @throws Error for a reference to what was not posted before.
 */
export const fillReferences = (fields: WishFields, posted: ReadonlyMap<string, Ids>): QbFields => {
  const entry = (value: Exclude<WishValue, readonly unknown[]>): string | QbFields => {
    if (typeof value === 'string') return value;
    const reference = referenceSchema.safeParse(value);
    if (!reference.success)
      return fillReferences(Object.fromEntries(Object.entries(value)), posted);
    const { $posting, $take } = reference.data;
    const id = posted.get($posting)?.[$take];
    if (typeof id !== 'string') throw new Error(`${$posting} stands nowhere.`);
    return id;
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isList(value) ? value.map(entry) : entry(value),
    ]),
  );
};

const isList = (value: WishValue): value is readonly Exclude<WishValue, readonly unknown[]>[] =>
  Array.isArray(value);
