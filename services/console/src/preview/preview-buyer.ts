import {
  type Buyer,
  buyerClaims,
  fullNameOf,
  customerNames,
  nameClaim,
  profileOfOrder,
  SHARED_GUESTS,
  sharedProfile,
  type ShopperProfile,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Order } from '@ml-connector/woocommerce';

const CODE_DIGITS = 6;
const SOURCE_DIGITS = 24;

/** Who an order's shopper is in the books, and who holds the names that a new customer could get. */
export interface PreviewBuyer {
  readonly buyer: Buyer;
  readonly profile: ShopperProfile;
  readonly names: readonly string[];
  readonly claims: (claim: string) => string | null;
}

/** As mapping finds them (a guest by the e-mail address, whoever used it first), claiming nothing. `hash` is the connection's. */
export const findPreviewBuyer = async (
  store: DocumentStore,
  order: Order,
  at: Pick<Connection, 'id' | 'rules'> & { readonly hash: (content: string) => string },
): Promise<PreviewBuyer> => {
  const told = profileOfOrder(order);
  const { customerId, email } = told;
  const hash = at.hash(`buyer|${email === '' ? `order ${order.id}` : email}`);
  const code = hash.slice(0, CODE_DIGITS);
  if (customerId === 0 && at.rules.guests === 'shared') {
    const profile = sharedProfile(at.rules.sharedGuestName, told.toldAt);
    const buyer = { sourceId: SHARED_GUESTS, code };
    return { buyer, profile, names: [fullNameOf(profile)], claims: nobody };
  }
  const names = customerNames(told, code);
  const source = hash.slice(0, SOURCE_DIGITS);
  const alias = customerId > 0 ? `customer|${customerId}` : `email|${source}`;
  const wanted = [alias, ...names.map((name) => `claim|${at.hash(nameClaim(name))}`)];
  const found = await store
    .collection(buyerClaims)
    .getMany(wanted.map((claim) => `${at.id}|${claim}`));
  const holders = new Map(found.map(({ id, value }) => [id, value.sourceId]));
  const draft = customerId > 0 ? String(customerId) : `guest-${source}`;
  return {
    buyer: { sourceId: holders.get(`${at.id}|${alias}`) ?? draft, code },
    profile: told,
    names,
    claims: (claim) => holders.get(`${at.id}|claim|${at.hash(claim)}`) ?? null,
  };
};

const nobody = (): null => null;
