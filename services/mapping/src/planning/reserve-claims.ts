import {
  adoptionClaim,
  type BooksContext,
  buyerClaims,
  claimId,
  type CustomerChoice,
  type KeyedHash,
  nameClaim,
} from '@ml-connector/bookkeeping';
import type { MappingPorts } from '../mapping-ports.js';
import type { AskingShopper, ChoosingAt } from './asking-shopper.js';

/** What was chosen for a shopper, and is not taken yet. */
export interface Choice {
  readonly one: AskingShopper;
  readonly choice: CustomerChoice;
}

/**
 * Takes names and addresses for good. An adopted customer may be several shoppers' (a shared e-mail address), a name
 * may not.
 * @returns those who came too late and choose again.
 */
export const reserveClaims = async (
  { store }: Pick<MappingPorts, 'store'>,
  at: ChoosingAt,
  choices: readonly Choice[],
): Promise<ReadonlySet<AskingShopper>> => {
  const { connectionId } = at.books;
  const wanted = choices.flatMap(({ one, choice }) => {
    if (choice.hold) return [];
    const { sourceId } = one.known.buyer;
    const value = { connectionId, sourceId };
    const aliases = one.known.aliases.map((id) => ({ id, value }));
    const names = claimsOf(choice).map((claim) => ({ id: storedClaim(at, claim), value }));
    return [...aliases, ...names].map((document) => ({ document, one, choice }));
  });
  if (wanted.length === 0) return new Set();
  const claims = store.collection(buyerClaims);
  const outcomes = await claims.insertMany(wanted.map(({ document }) => document));
  const late = wanted.filter(
    ({ choice, document }, index) =>
      outcomes[index] === 'exists' &&
      !choice.hold &&
      !choice.isAdopted &&
      document.id === storedClaim(at, nameClaim(choice.name)),
  );
  if (late.length === 0) return new Set();
  const holders = new Map(
    (await claims.getMany(late.map(({ document }) => document.id))).map(({ id, value }) => [
      id,
      value.sourceId,
    ]),
  );
  return new Set(
    late
      .filter(({ document, one }) => holders.get(document.id) !== one.known.buyer.sourceId)
      .map(({ one }) => one),
  );
};

/** What a choice takes for itself: a new name, or a customer of the books. */
export const claimsOf = (choice: CustomerChoice): readonly string[] => {
  if (choice.hold) return [];
  return [choice.adopt ? adoptionClaim(choice.adopt.listId) : nameClaim(choice.name)];
};

const storedClaim = ({ books, keys }: ChoosingAt, claim: string): string =>
  claimId(books.connectionId, claim, hashing({ books, keys }).hash);

/** The books with the connection's keyed hash. */
export const hashing = ({ books, keys }: ChoosingAt): { books: BooksContext; hash: KeyedHash } => ({
  books,
  hash: (content) => keys.hash(content),
});
