import { toListName } from '@ml-connector/qbxml';
import type { ShopperProfile } from './shopper-profile.js';

export const LONGEST_CUSTOMER_NAME = 41;

/** How the shopper is called: by name, else company, else e-mail address, else as a guest. */
export const fullNameOf = (
  profile: Pick<ShopperProfile, 'firstName' | 'lastName' | 'company' | 'email'>,
): string =>
  [`${profile.firstName} ${profile.lastName}`.trim(), profile.company, profile.email]
    .map((name) => toListName(name, LONGEST_CUSTOMER_NAME))
    .find((name) => name !== '') ?? 'Guest';

/** How often a name is tried with a running number: 3100 after 3100 ends somewhere. */
const TRIES = 3;

/**
 * Names that a new customer may get, the nicest first: the shopper's own, then with what tells two of that name apart:
 * the shop's customer number (`Jane Doe (#12)`), or for a guest a code that follows from the e-mail address; last with a
 * running number behind that (`Jane Doe (#12-2)`).
 * @param code of the guest, e.g. `k3f9q2`.
 */
export const customerNames = (
  profile: Pick<
    ShopperProfile,
    'firstName' | 'lastName' | 'company' | 'email' | 'customerId' | 'currency'
  >,
  code: string,
): readonly string[] => {
  const name = fullNameOf(profile);
  const told = profile.customerId > 0 ? `#${profile.customerId}` : code;
  const { currency = null } = profile;
  if (currency !== null) return inCurrency(name, { told, currency });
  return [name, ...Array.from({ length: TRIES }, (_, index) => marked(name, told, index + 1))];
};

/** A shopper is a customer of each currency: their names tell which. */
const inCurrency = (
  name: string,
  { told, currency }: { readonly told: string; readonly currency: string },
): readonly string[] => {
  const mark = toListName(currency, LONGEST_CURRENCY);
  return [
    marked(name, mark, 1),
    ...Array.from({ length: TRIES }, (_, index) => marked(name, `${told} ${mark}`, index + 1)),
  ];
};

/** So much of a currency's name stands in a customer's. */
const LONGEST_CURRENCY = 16;

const marked = (name: string, told: string, number: number): string => {
  const mark = ` (${told}${number === 1 ? '' : `-${number}`})`;
  return `${name.slice(0, LONGEST_CUSTOMER_NAME - mark.length).trimEnd()}${mark}`;
};
