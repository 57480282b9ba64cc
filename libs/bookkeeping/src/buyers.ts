import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

/** Something that only one shopper of a connection can have: an e-mail address, a name, a customer of the books. First come, first served. */
export const buyerClaimSchema = z.strictObject({
  connectionId: z.string(),
  /** Which shopper has it. */
  sourceId: z.string(),
});
export type BuyerClaim = z.infer<typeof buyerClaimSchema>;

/** Inserted once and never changed; the id is `connectionId|` and what is claimed, personal parts as keyed hashes. */
export const buyerClaims: CollectionDefinition<BuyerClaim, never> = {
  name: 'buyer-claims',
  schema: buyerClaimSchema,
  indexes: {},
};

/** A shopper as a customer of the books: the name that was chosen, and what the customer was last planned from. */
export const buyerSchema = z.strictObject({
  connectionId: z.string(),
  sourceId: z.string(),
  /** Under whose key the name is sealed. */
  shopper: z.string(),
  /** Sealed; chosen once and kept. */
  name: z.string(),
  /** Whether a customer that stood in the books already was taken. */
  isAdopted: z.boolean(),
  /** When the profile was told, ISO 8601 UTC: an older order does not bring an old address back. */
  toldAt: z.iso.datetime(),
  /** Whether the shop's own record of the customer told it: then orders do not change it. */
  isFromRecord: z.boolean(),
  /** Keyed hash of what the customer was planned from. */
  basis: z.string(),
});
export type BuyerDocument = z.infer<typeof buyerSchema>;

export const buyers: CollectionDefinition<BuyerDocument, never> = {
  name: 'buyers',
  schema: buyerSchema,
  indexes: {},
};

export const buyerId = (connectionId: string, sourceId: string): string =>
  `${connectionId}|${sourceId}`;
