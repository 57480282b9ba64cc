import type { DocumentStore } from '@ml-connector/document-store';
import type { BooksContext } from './books-context.js';
import { buyerClaims } from './buyers.js';
import type { FactsNeeded } from './company-facts.js';
import type { KeyedHash } from './company-object.js';
import { customerNames, fullNameOf } from './customer-name.js';
import { claimId } from './identify-buyer.js';
import type { Shopper } from './order-shoppers.js';
import { adoptionClaim, nameClaim } from './plan-customer.js';
import { isSharedGuests } from './shared-guests.js';

type Asking = Pick<Shopper, 'known' | 'profile'>;

/** The names that a new customer of this shopper may get. */
export const namesFor = ({ profile, known: { buyer } }: Asking): readonly string[] =>
  isSharedGuests(buyer.sourceId)
    ? customerNames(profile, buyer.code).slice(0, 1)
    : customerNames(profile, buyer.code);

/** The name that a customer of theirs would bear that a person made. */
const nameOf = (shopper: Asking): string => namesFor(shopper)[0] ?? fullNameOf(shopper.profile);

/** What of the company file tells whether shoppers who are new to the books stand there already. */
export const factsToChoose = (shoppers: readonly Asking[]): Omit<FactsNeeded, 'items'> => {
  const isNew = shoppers.filter(({ known }) => known.known === null);
  return {
    entities: isNew.flatMap(namesFor),
    emails: isNew.flatMap(({ profile }) => (profile.email === '' ? [] : profile.email)),
  };
};

/** Who has what these shoppers could want: the sourceId by claim. */
export const claimsOn = async (
  store: DocumentStore,
  { books, hash }: { readonly books: BooksContext; readonly hash: KeyedHash },
  shoppers: readonly Asking[],
): Promise<ReadonlyMap<string, string>> => {
  const wanted = new Map(
    shoppers.flatMap((shopper) =>
      [
        ...namesFor(shopper).map(nameClaim),
        ...books.company
          .customersByName(nameOf(shopper))
          .map(({ listId }) => adoptionClaim(listId)),
      ].map((claim) => [claimId(books.connectionId, claim, hash), claim] as const),
    ),
  );
  const found = await store.collection(buyerClaims).getMany([...wanted.keys()]);
  return new Map(found.map(({ id, value }) => [wanted.get(id) ?? id, value.sourceId]));
};
