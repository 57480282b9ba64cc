import type { Posting } from '@ml-connector/postings';
import type { QbFields } from '@ml-connector/qbxml';
import type { Gateway } from '../gateway-ports.js';
import { readWishFields, referencesIn, resolveReferences } from '../sets/resolve-references.js';

/** The contents of a posting's document: as we wrote it last, and as it is wished. `null` where it was erased. */
export interface OpenChange {
  readonly written: QbFields | null;
  readonly wished: QbFields | null;
}

/** Opens what stands by our account and what is wished, with the ids of the documents that they refer to. */
export const openChanges = async (
  gateway: Gateway,
  postings: readonly Posting[],
): Promise<ReadonlyMap<string, OpenChange>> => {
  if (postings.length === 0) return new Map();
  const sealed = postings.flatMap(({ wish, fulfilledRequest }) => [
    fulfilledRequest ?? wish.request,
    wish.request,
  ]);
  const opened = await gateway.vault.open(sealed);
  const contents = opened.map((json) => (json === null ? null : readWishFields(json)));
  const needed = new Set(contents.flatMap((fields) => (fields ? referencesIn(fields) : [])));
  const known = needed.size === 0 ? [] : await gateway.postings.getMany([...needed]);
  const documents = new Map(
    known.flatMap(({ id, document }) => (document ? [[id, document] as const] : [])),
  );
  const resolved = (fields: (typeof contents)[number] | undefined): QbFields | null => {
    const found = fields ? resolveReferences(fields, documents) : null;
    return found && 'fields' in found ? found.fields : null;
  };
  return new Map(
    postings.map(({ id }, index) => [
      id,
      { written: resolved(contents[index * 2]), wished: resolved(contents[index * 2 + 1]) },
    ]),
  );
};
