import { type BooksContext, chooseCustomer, claimsOn, namesFor } from '@ml-connector/bookkeeping';
import { AppError } from '@ml-connector/kernel';
import type { MappingPorts } from '../mapping-ports.js';
import type { AskingShopper, ChoosingAt, ChosenCustomer } from './asking-shopper.js';
import { asChosen, followed } from './customer-news.js';
import { type Choice, claimsOf, hashing, reserveClaims } from './reserve-claims.js';

const ROUNDS = 5;

/**
 * The customers of these shoppers by sourceId, each once; names are taken so that no two shoppers get the same.
 * @throws AppError CONFLICT after five lost races for a name.
 */
export const chooseCustomers = async (
  ports: Pick<MappingPorts, 'store' | 'vault'>,
  at: ChoosingAt,
  shoppers: readonly AskingShopper[],
): Promise<ReadonlyMap<string, ChosenCustomer>> => {
  const chosen = new Map<string, ChosenCustomer>();
  const newest = newestOfEach(shoppers);
  let open = newest.filter(isNew);
  for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
    const choices = choose(open, at.books, await claimsOn(ports.store, hashing(at), open));
    const lost = await reserveClaims(ports, at, choices);
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

const isNew = ({ known }: AskingShopper): boolean => known.known === null;

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
