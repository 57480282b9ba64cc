import { customerKey, type Reason } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { postingId } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import type { CustomerFact } from './company-facts.js';
import { customerNames, fullNameOf } from './customer-name.js';
import { holdReason } from './hold-reasons.js';
import type { PlannedDocument } from './planned-document.js';
import { isInCurrency } from './order-currency.js';
import { isSharedGuests } from './shared-guests.js';
import { type ShopperProfile, withoutEmpty } from './shopper-profile.js';

/** The customer of the books that a shopper is. */
export interface Buyer {
  /** The shop's customer id, `guest-…`, or `guests` where all are one. */
  readonly sourceId: string;
  /** What tells this guest from others of the same name. */
  readonly code: string;
}

/** Under which name the customer is made, or which one was found. Chosen once, and kept. */
export type CustomerChoice =
  | {
      readonly name: string;
      /** Whether a person made the customer: then only its addresses follow the shop. */
      readonly isAdopted: boolean;
      /** The one that was found just now. */
      readonly adopt: CustomerFact | null;
      readonly hold?: never;
    }
  | { readonly hold: Reason };

/** Who has this name, or this customer of the books, already: the sourceId of a shopper, or null. */
export type Claims = (claim: string) => string | null;

export const nameClaim = (name: string): string => `name|${name.toLowerCase()}`;
export const adoptionClaim = (listId: string): string => `list|${listId}`;

export interface Choosing {
  readonly buyer: Buyer;
  readonly profile: ShopperProfile;
  readonly names: readonly string[];
  readonly claims: Claims;
}

/**
 * Matched before made: by e-mail address, then by full name and postcode where the address does not contradict it;
 * otherwise the first name that no other shopper, customer, vendor, employee or other name has.
 */
export const chooseCustomer = (
  { company, rules }: Pick<BooksContext, 'company' | 'rules'>,
  choosing: Choosing,
): CustomerChoice => {
  if (!company.isRead) return { hold: holdReason('COMPANY_NOT_READ', '') };
  const found = findCustomer({ company, rules }, choosing);
  if (found === 'ambiguous') return { hold: holdReason('CUSTOMER_AMBIGUOUS', '') };
  if (found) return { name: found.fullName, isAdopted: true, adopt: found };
  const { buyer, names, claims } = choosing;
  const free = names.find((name) => {
    const holder = claims(nameClaim(name));
    return holder === buyer.sourceId || (holder === null && company.entity(name) === null);
  });
  return free === undefined
    ? { hold: holdReason('CUSTOMER_NAME_TAKEN', '') }
    : { name: free, isAdopted: false, adopt: null };
};

type Books = Pick<BooksContext, 'company' | 'rules'>;

const findCustomer = (books: Books, choosing: Choosing): CustomerFact | 'ambiguous' | null => {
  const { buyer, profile } = choosing;
  const { company, rules } = books;
  if (isSharedGuests(buyer.sourceId)) {
    return company.customersByName(nameToMake(profile)).find(usableIn(books, choosing)) ?? null;
  }
  for (const way of rules.matchCustomers) {
    const found = WAYS[way](books, choosing);
    if (found) return found;
  }
  return null;
};

const byEmail = (books: Books, choosing: Choosing): CustomerFact | 'ambiguous' | null => {
  const { profile } = choosing;
  if (profile.email === '') return null;
  const found = books.company.customersByEmail(profile.email).filter(usableIn(books, choosing));
  if (found.length <= 1) return found[0] ?? null;
  const name = fullNameOf(profile).toLowerCase();
  return found.find((one) => one.name.toLowerCase() === name) ?? 'ambiguous';
};

const byNameAndPostcode = (books: Books, choosing: Choosing): CustomerFact | null => {
  const { buyer, profile, claims } = choosing;
  if (profile.postcode === '') return null;
  const sameName = books.company
    .customersByName(fullNameOf(profile))
    .filter(usableIn(books, choosing));
  return (
    sameName.find((customer) => {
      const holder = claims(adoptionClaim(customer.listId));
      const isOurs = holder === null || holder === buyer.sourceId;
      return isOurs && customer.email === null && samePostcode(customer, profile);
    }) ?? null
  );
};

const WAYS = { email: byEmail, 'name-and-postcode': byNameAndPostcode } as const;

/** A job below a customer is no customer of ours; one of another currency takes no document of this one. */
const usableIn =
  (books: Books, { profile }: Choosing) =>
  (customer: CustomerFact): boolean =>
    customer.isActive &&
    !customer.fullName.includes(':') &&
    isInCurrency(customer.currency, profile.currency ?? null, books);

const samePostcode = (customer: CustomerFact, profile: ShopperProfile): boolean =>
  (customer.postcode ?? '').replaceAll(' ', '').toLowerCase() ===
  profile.postcode.replaceAll(' ', '').toLowerCase();

/**
 * The customer as a posting. A customer that a person made by hand is taken as it stands: its wish says what would be
 * made were it gone. By rule its addresses follow when they change in the shop.
 */
export const planCustomer = (
  { connectionId, now }: Pick<BooksContext, 'connectionId' | 'now'>,
  { sourceId }: Buyer,
  { profile, choice }: { readonly profile: ShopperProfile; readonly choice: CustomerChoice },
): PlannedDocument => {
  const isShared = isSharedGuests(sourceId);
  const addresses = isShared
    ? {}
    : withoutEmpty({ BillAddress: profile.billing, ShipAddress: profile.shipping });
  const { firstName, lastName, company, phone, email } = profile;
  const person = isShared
    ? {}
    : {
        CompanyName: company,
        FirstName: firstName,
        LastName: lastName,
        Phone: phone,
        Email: asciiOrNone(email),
      };
  const fields = choice.hold
    ? {}
    : choice.isAdopted && choice.adopt === null
      ? addresses
      : withoutEmpty({
          Name: choice.adopt ? nameToMake(profile) : choice.name,
          ...person,
          ...addresses,
          ...(profile.currency ? { CurrencyRef: { FullName: profile.currency } } : {}),
        });
  return {
    postingId: postingId(connectionId, 'customer', sourceId),
    kind: 'customer',
    source: { type: 'customer', id: sourceId, number: sourceId },
    orderId: null,
    key: customerKey(connectionId, sourceId),
    object: 'Customer',
    fields,
    refNumber: null,
    total: null,
    currency: null,
    dependsOn: [],
    hold: choice.hold ?? null,
    adopt: choice.hold || choice.adopt === null ? null : adoptedCustomer(choice.adopt, now),
    basis: isShared ? sourceId : { ...person, ...addresses },
  };
};

/** The name that a customer of this shopper gets first. */
const nameToMake = (profile: ShopperProfile): string =>
  customerNames(profile, '')[0] ?? fullNameOf(profile);

/** An address that QuickBooks cannot keep as it is would reach nobody. */
const asciiOrNone = (email: string): string => (/^[!-~]{1,1023}$/.test(email) ? email : '');

/** A customer of the books as a document that stands already. */
export const adoptedCustomer = (
  customer: CustomerFact,
  now: number,
): NonNullable<PlannedDocument['adopt']> => ({
  type: 'Customer',
  txnId: null,
  listId: customer.listId,
  refNumber: null,
  total: null,
  editSequence: customer.editSequence,
  postedAt: isoTime(now),
});
