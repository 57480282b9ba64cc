import {
  adoptionClaim,
  type BooksContext,
  type BuyerDocument,
  buyerClaims,
  chooseCustomer,
  claimId,
  claimsOn,
  type CustomerChoice,
  type KeyedHash,
  nameClaim,
  namesFor,
  type PlannedDocument,
  planCustomer,
  type Shopper,
} from '@ml-connector/bookkeeping';
import { AppError } from '@ml-connector/kernel';
import type { SealingKeys } from '@ml-connector/sealing';
import type { MappingPorts } from '../mapping-ports.js';
import { basisHash } from './plan-documents.js';

/** A shopper who asks for a customer in the books. */
export interface AskingShopper extends Shopper {
  /** Under whose key the name is sealed. */
  readonly shopper: string;
}

/** The customer of a shopper. */
export interface ChosenCustomer {
  readonly document: PlannedDocument;
  /** Set where the customer is new or has changed: to be planned, and then to be written. */
  readonly news: BuyerDocument | null;
}

type Ports = Pick<MappingPorts, 'store' | 'vault'>;

interface At {
  readonly books: BooksContext;
  readonly keys: SealingKeys;
}

const ROUNDS = 5;

/**
 * The customers of these shoppers by sourceId, each once; names are taken so that no two shoppers get the same.
 * @throws AppError CONFLICT after five lost races for a name.
 */
export const chooseCustomers = async (
  ports: Ports,
  at: At,
  shoppers: readonly AskingShopper[],
): Promise<ReadonlyMap<string, ChosenCustomer>> => {
  const chosen = new Map<string, ChosenCustomer>();
  const newest = newestOfEach(shoppers);
  const isNew = ({ known }: AskingShopper): boolean => known.known === null;
  let open = newest.filter(isNew);
  for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
    const choices = choose(open, at.books, await claimsOn(ports.store, hashing(at), open));
    const lost = await reserve(ports, at, choices);
    for (const { one, choice } of choices)
      if (!lost.has(one)) chosen.set(one.known.buyer.sourceId, asChosen(one, choice, at));
    open = open.filter((one) => lost.has(one));
  }
  if (open.length > 0)
    throw new AppError('CONFLICT', `A name was taken ${ROUNDS} times while it was chosen.`);
  for (const one of newest)
    if (!isNew(one)) chosen.set(one.known.buyer.sourceId, await followed(ports, at, one));
  return chosen;
};

const newestOfEach = (shoppers: readonly AskingShopper[]): readonly AskingShopper[] => {
  const newest = new Map<string, AskingShopper>();
  for (const one of shoppers) {
    const { sourceId } = one.known.buyer;
    const before = newest.get(sourceId);
    if (!before || rank(one) >= rank(before)) newest.set(sourceId, one);
  }
  return [...newest.values()];
};

/** The shop's own record of a customer counts more than what orders tell; else the newer. */
const rank = ({ isFromRecord, profile }: AskingShopper): string =>
  `${isFromRecord ? 1 : 0}${profile.toldAt}`;

interface Choice {
  readonly one: AskingShopper;
  readonly choice: CustomerChoice;
}

/** One after the other: what the first of a batch takes, the second does not get. */
const choose = (
  open: readonly AskingShopper[],
  books: BooksContext,
  claims: ReadonlyMap<string, string>,
): readonly Choice[] => {
  const taken = new Map(claims);
  return open.map((one) => {
    const { known, profile } = one;
    const choice = chooseCustomer(books, {
      buyer: known.buyer,
      profile,
      names: namesFor(one),
      claims: (claim) => taken.get(claim) ?? null,
    });
    for (const claim of claimsOf(choice)) taken.set(claim, known.buyer.sourceId);
    return { one, choice };
  });
};

/** What a choice takes for itself: a new name, or a customer of the books. */
const claimsOf = (choice: CustomerChoice): readonly string[] => {
  if (choice.hold) return [];
  return [choice.adopt ? adoptionClaim(choice.adopt.listId) : nameClaim(choice.name)];
};

const storedClaim = ({ books, keys }: At, claim: string): string =>
  claimId(books.connectionId, claim, hashing({ books, keys }).hash);

const hashing = ({ books, keys }: At): { books: BooksContext; hash: KeyedHash } => ({
  books,
  hash: (content) => keys.hash(content),
});

/**
 * Takes names and addresses for good. An adopted customer may be several shoppers' (a shared e-mail address), a name
 * may not.
 * @returns those who came too late and choose again.
 */
const reserve = async (
  { store }: Ports,
  at: At,
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

const asChosen = (one: AskingShopper, choice: CustomerChoice, at: At): ChosenCustomer => {
  const document = planCustomer(at.books, one.known.buyer, { profile: one.profile, choice });
  const news = choice.hold ? null : buyerDocument(one, { document, ...choice }, at);
  return { document, news };
};

/** A shopper who is a customer already: the name stays; a newer address follows. */
const followed = async ({ vault }: Ports, at: At, one: AskingShopper): Promise<ChosenCustomer> => {
  const { known } = one.known;
  const unchanged = (name: string, isAdopted: boolean): PlannedDocument =>
    planCustomer(at.books, one.known.buyer, {
      profile: one.profile,
      choice: { name, isAdopted, adopt: null },
    });
  if (!known) return { document: unchanged('', false), news: null };
  const document = unchanged('', known.isAdopted);
  const isNewer = one.isFromRecord
    ? !known.isFromRecord || one.profile.toldAt >= known.toldAt
    : !known.isFromRecord && one.profile.toldAt >= known.toldAt;
  if (!isNewer || basisHash(document, at.keys) === known.basis) return { document, news: null };
  const [name] = await vault.open([known.name]);
  if (name === null || name === undefined) return { document, news: null };
  const changed = unchanged(name, known.isAdopted);
  return {
    document: changed,
    news: buyerDocument(one, { document: changed, name, isAdopted: known.isAdopted }, at),
  };
};

const buyerDocument = (
  { known, profile, shopper, isFromRecord }: AskingShopper,
  {
    document,
    name,
    isAdopted,
  }: { readonly document: PlannedDocument; readonly name: string; readonly isAdopted: boolean },
  { books, keys }: At,
): BuyerDocument => ({
  connectionId: books.connectionId,
  sourceId: known.buyer.sourceId,
  shopper,
  name: keys.seal(shopper, name),
  isAdopted,
  toldAt: profile.toldAt,
  isFromRecord,
  basis: basisHash(document, keys),
});
