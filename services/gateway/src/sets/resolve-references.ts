import type { PostedDocument } from '@ml-connector/contracts';
import { referenceSchema, type WishFields } from '@ml-connector/postings';
import type { QbFields } from '@ml-connector/qbxml';
import { z } from 'zod';

type Value = string | Fields | readonly (string | Fields)[];
interface Fields {
  readonly [element: string]: Value;
}

const fieldsSchema: z.ZodType<Fields> = z.lazy(() =>
  z.record(
    z.string(),
    z.union([z.string(), fieldsSchema, z.array(z.union([z.string(), fieldsSchema]))]),
  ),
);

/** A wish's fields as they were sealed: JSON. @throws ZodError if it is something else. */
export const readWishFields = (json: string): Fields => fieldsSchema.parse(JSON.parse(json));

/** The postings whose documents the fields refer to. */
export const referencesIn = (fields: WishFields | Fields): readonly string[] => {
  const found: string[] = [];
  visit(fields, (id) => found.push(id));
  return found;
};

const visit = (value: unknown, see: (postingId: string) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  const reference = referenceSchema.safeParse(value);
  if (reference.success) see(reference.data.$posting);
  else for (const member of Object.values(value)) visit(member, see);
};

/**
 * The fields with the ids of the documents that they refer to.
 * @returns the first posting that has no document yet instead.
 */
export const resolveReferences = (
  fields: Fields,
  documents: ReadonlyMap<string, Pick<PostedDocument, 'listId' | 'txnId'>>,
): { readonly fields: QbFields } | { readonly missing: string } => {
  let missing: string | null = null;
  const resolve = (value: Value): Value => {
    if (typeof value === 'string') return value;
    if (isList(value)) return value.map((member) => resolveMember(resolve(member)));
    const reference = referenceSchema.safeParse(value);
    if (!reference.success) {
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, resolve(inner)]),
      );
    }
    const { $posting, $take } = reference.data;
    const document = documents.get($posting);
    const id = $take === 'ListID' ? document?.listId : document?.txnId;
    if (id === undefined || id === null) missing ??= $posting;
    return id ?? '';
  };
  const resolved = resolve(fields);
  if (missing !== null) return { missing };
  return { fields: isFields(resolved) ? resolved : {} };
};

const isList = (value: Value): value is readonly (string | Fields)[] => Array.isArray(value);

const isFields = (value: Value): value is Fields => typeof value === 'object' && !isList(value);

const resolveMember = (value: Value): string | Fields =>
  typeof value === 'string' || isFields(value) ? value : '';
