import { z } from 'zod';

/**
 * A place in a wish's request that only another posting's document can fill: `{"$posting": id, "$take": "ListID"}`.
 * Resolved when the request is handed out.
 */
export const referenceSchema = z.strictObject({
  $posting: z.string(),
  $take: z.enum(['ListID', 'TxnID']),
});
export type Reference = z.infer<typeof referenceSchema>;

export type WishValue =
  | string
  | Reference
  | WishFields
  | readonly (string | Reference | WishFields)[];

/** qbXML fields with references in them, as a wish carries them (JSON, sealed). */
export interface WishFields {
  readonly [element: string]: WishValue;
}
