import {
  type Buyer,
  type BuyerDocument,
  buyerClaims,
  buyerId,
  buyers,
  SHARED_GUESTS,
  type ShopperProfile,
} from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';
import type { SealingKeys } from '@ml-connector/sealing';
import type { MappingPorts } from '../mapping-ports.js';

/** A shopper with what is known of the customer that it is in the books. */
export interface KnownBuyer {
  readonly buyer: Buyer;
  readonly known: BuyerDocument | null;
  /** What no other shopper may claim: the e-mail address of a guest or of an account. */
  readonly claims: readonly string[];
}

interface Shopper {
  readonly profile: ShopperProfile;
  /** Of the order, for a guest without an e-mail address. */
  readonly orderId: number | null;
  /** Whether the e-mail address is that of the account. */
  readonly isFromRecord: boolean;
}

const CODE_DIGITS = 6;
const SOURCE_DIGITS = 24;

/**
 * Who each shopper is: a registered customer by its id, a guest by the e-mail address; whoever used an address first is
 * who everybody with that address is.
 */
export const findBuyers = async (
  { store }: Pick<MappingPorts, 'store'>,
  at: { readonly connectionId: string; readonly rules: Rules; readonly keys: SealingKeys },
  shoppers: readonly Shopper[],
): Promise<readonly KnownBuyer[]> => {
  const drafts = shoppers.map((shopper) => draftOf(shopper, at));
  const claimed = await store
    .collection(buyerClaims)
    .getMany([
      ...new Set(drafts.flatMap(({ aliases }) => aliases.map((alias) => claimId(at, alias)))),
    ]);
  const holders = new Map(claimed.map(({ id, value }) => [id, value.sourceId]));
  const sources = drafts.map(({ aliases, sourceId }) => {
    const holder = aliases.map((alias) => holders.get(claimId(at, alias))).find(Boolean);
    return holder ?? sourceId;
  });
  const found = await store
    .collection(buyers)
    .getMany([...new Set(sources.map((sourceId) => buyerId(at.connectionId, sourceId)))]);
  const known = new Map(found.map(({ id, value }) => [id, value]));
  return drafts.map(({ aliases, code }, index) => {
    const sourceId = sources[index] ?? '';
    return {
      buyer: { sourceId, code },
      known: known.get(buyerId(at.connectionId, sourceId)) ?? null,
      claims: aliases,
    };
  });
};

const claimId = ({ connectionId }: { readonly connectionId: string }, claim: string): string =>
  `${connectionId}|${claim}`;

const draftOf = (
  { profile, orderId, isFromRecord }: Shopper,
  { rules, keys }: { readonly rules: Rules; readonly keys: SealingKeys },
): { readonly sourceId: string; readonly code: string; readonly aliases: readonly string[] } => {
  const { customerId, email } = profile;
  const hash = keys.hash(`buyer|${email === '' ? `order ${orderId}` : email}`);
  const code = hash.slice(0, CODE_DIGITS);
  const byEmail = email === '' ? [] : [`email|${hash.slice(0, SOURCE_DIGITS)}`];
  if (customerId > 0)
    return {
      sourceId: String(customerId),
      code,
      aliases: [`customer|${customerId}`, ...(isFromRecord ? byEmail : [])],
    };
  if (rules.guests === 'shared') return { sourceId: SHARED_GUESTS, code, aliases: [] };
  return { sourceId: `guest-${hash.slice(0, SOURCE_DIGITS)}`, code, aliases: byEmail };
};
