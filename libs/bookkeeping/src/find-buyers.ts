import type { Rules } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type BuyerDocument, buyerClaims, buyerId, buyers } from './buyers.js';
import type { KeyedHash } from './company-object.js';
import { aliasClaimId, identifyBuyer } from './identify-buyer.js';
import type { Buyer } from './plan-customer.js';
import type { ShopperProfile } from './shopper-profile.js';

/** A shopper with what is known of the customer that it is in the books. */
export interface KnownBuyer {
  readonly buyer: Buyer;
  readonly known: BuyerDocument | null;
  /** Ids of claims that make others the same shopper. */
  readonly aliases: readonly string[];
}

interface Told {
  readonly profile: ShopperProfile;
  /** Of the order, for a guest without an e-mail address. */
  readonly orderId: number | null;
  /** Whether the e-mail address is that of the account. */
  readonly isFromRecord: boolean;
  /** How the order was made, in the shop's word; `''` without an order. */
  readonly channel: string;
  /** Code of a currency in which shoppers are customers of their own; absent: the books' own. */
  readonly currency?: string | null;
}

/** Whose shoppers, by which rules; `hash` is the connection's. */
export interface BuyerQuery {
  readonly connectionId: string;
  readonly rules: Rules;
  readonly hash: KeyedHash;
  /** The shop's currency. Default: not known. */
  readonly shop?: { readonly currency: string | null };
}

/** Who each shopper is; whoever used an e-mail address first is who everybody with that address is. */
export const findBuyers = async (
  store: DocumentStore,
  { connectionId, rules, hash }: BuyerQuery,
  shoppers: readonly Told[],
): Promise<readonly KnownBuyer[]> => {
  const drafts = shoppers.map((shopper) => {
    const { aliases, ...buyer } = identifyBuyer(shopper, rules, hash);
    return { buyer, aliases: aliases.map((alias) => aliasClaimId(connectionId, alias)) };
  });
  const claimed = await store
    .collection(buyerClaims)
    .getMany([...new Set(drafts.flatMap(({ aliases }) => aliases))]);
  const holders = new Map(claimed.map(({ id, value }) => [id, value.sourceId]));
  const found = drafts.map(({ buyer, aliases }) => {
    const holder = aliases.map((alias) => holders.get(alias)).find((id) => id !== undefined);
    return { aliases, buyer: holder === undefined ? buyer : { ...buyer, sourceId: holder } };
  });
  const ids = found.map(({ buyer }) => buyerId(connectionId, buyer.sourceId));
  const stored = await store.collection(buyers).getMany([...new Set(ids)]);
  const known = new Map(stored.map(({ id, value }) => [id, value]));
  return found.map(({ buyer, aliases }) => ({
    buyer,
    aliases,
    known: known.get(buyerId(connectionId, buyer.sourceId)) ?? null,
  }));
};
