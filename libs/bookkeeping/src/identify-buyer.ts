import type { Rules } from '@ml-connector/connections';
import type { KeyedHash } from './company-object.js';
import type { Buyer } from './plan-customer.js';
import { sharedSource } from './shared-guests.js';
import type { ShopperProfile } from './shopper-profile.js';

const CODE_DIGITS = 6;
const SOURCE_DIGITS = 24;

/** Who a shopper is, before anybody looked whether somebody else with that e-mail address came first. */
export interface IdentifiedBuyer extends Buyer {
  /** What makes others the same shopper: ids of claims after `connectionId|`. Whoever holds one is who the shopper is. */
  readonly aliases: readonly string[];
}

interface Told {
  readonly profile: ShopperProfile;
  /** Of the order, for a guest without an e-mail address. */
  readonly orderId: number | null;
  /** Whether the e-mail address is that of the account: an order's says nothing about a registered customer's. */
  readonly isFromRecord: boolean;
  /** How the order was made, in the shop's word; `''` without an order. */
  readonly channel: string;
  /** Code of a currency in which shoppers are customers of their own; absent: the books' own. */
  readonly currency?: string | null;
}

/** A registered customer is its id; a guest is the e-mail address, or by rule one of those that share a customer. */
export const identifyBuyer = (
  told: Told,
  rules: Pick<Rules, 'guests'>,
  hash: KeyedHash,
): IdentifiedBuyer => {
  const { sourceId, code, aliases } = identified(told, rules, hash);
  const mark = (told.currency ?? '').toLowerCase();
  return mark === ''
    ? { sourceId, code, aliases }
    : {
        sourceId: `${sourceId}-${mark}`,
        code,
        aliases: aliases.map((alias) => `${alias}|${mark}`),
      };
};

const identified = (
  { profile, orderId, isFromRecord, channel }: Told,
  { guests }: Pick<Rules, 'guests'>,
  hash: KeyedHash,
): IdentifiedBuyer => {
  const { customerId, email } = profile;
  const digits = hash(`buyer|${email === '' ? `order ${orderId}` : email}`);
  const code = digits.slice(0, CODE_DIGITS);
  const source = digits.slice(0, SOURCE_DIGITS);
  const byEmail = email === '' ? [] : [`email|${source}`];
  if (customerId > 0) {
    const aliases = [`customer|${customerId}`, ...(isFromRecord ? byEmail : [])];
    return { sourceId: String(customerId), code, aliases };
  }
  const shared = sharedSource({ guests }, channel);
  if (shared !== null) return { sourceId: shared, code, aliases: [] };
  return { sourceId: `guest-${source}`, code, aliases: byEmail };
};

/** Id of the claim of an alias. */
export const aliasClaimId = (connectionId: string, alias: string): string =>
  `${connectionId}|${alias}`;

/** Id of the claim of a name or of a customer of the books; the claim itself may be personal. */
export const claimId = (connectionId: string, claim: string, hash: KeyedHash): string =>
  `${connectionId}|claim|${hash(claim)}`;
