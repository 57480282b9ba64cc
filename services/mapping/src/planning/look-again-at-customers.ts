import {
  type BooksContext,
  type BuyerDocument,
  buyerId,
  buyers,
  chooseCustomerAgain,
  claimsOn,
  factsToChoose,
  fullNameOf,
  mergeNeeds,
  namesFor,
  plannedBuyer,
  type PlannedListObject,
  plannedName,
  plannedProfile,
  planCustomerAgain,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { MappingPorts } from '../mapping-ports.js';
import type { AskingShopper, ChoosingAt } from './asking-shopper.js';
import { planAgain } from './plan-documents.js';
import { type Choice, claimsOf, hashing, reserveClaims } from './reserve-claims.js';
import { writeBuyers } from './write-buyers.js';

interface Asked {
  readonly planned: PlannedListObject;
  readonly one: AskingShopper;
}

/**
 * Decides again about customers that are to be made. That one stands already is noted before it is planned so: whoever
 * dies in between finds it again, and never writes over what a person typed.
 */
export const lookAgainAtCustomers = async (
  ports: MappingPorts,
  connection: Connection,
  planned: readonly PlannedListObject[],
): Promise<void> => {
  if (planned.length === 0) return;
  const { id: connectionId } = connection;
  const known = await knownBuyers(ports, connectionId, planned);
  const asked = planned.map((one): Asked => ({ planned: one, one: askingOf(one, known) }));
  const books = await booksOf(ports, connection, asked);
  const owners = [...new Set(asked.map(({ one }) => one.shopper))];
  const at: ChoosingAt = { books, keys: await ports.vault.keysOf(connectionId, owners) };
  const choices = await chooseAgain(ports, at, asked);
  const lost = await reserveClaims(ports, at, [...choices.values()]);
  const settled = asked.flatMap(({ planned: of, one }) => {
    const choice = choices.get(one)?.choice;
    return choice && !lost.has(one) ? [{ of, one, choice }] : [];
  });
  await writeBuyers(
    ports,
    settled.flatMap(({ one, choice }): readonly BuyerDocument[] => {
      const before = one.known.known;
      if (!before || choice.hold) return [];
      const { name, isAdopted } = choice;
      return [{ ...before, name: at.keys.seal(one.shopper, name), isAdopted }];
    }),
  );
  await planAgain(
    ports,
    connectionId,
    settled.map(({ of, choice }) => ({
      posting: of.posting,
      document: planCustomerAgain(books, of, choice),
      readUpTo: books.company.readUpTo,
    })),
  );
};

const knownBuyers = async (
  { store }: Pick<MappingPorts, 'store'>,
  connectionId: string,
  planned: readonly PlannedListObject[],
): Promise<ReadonlyMap<string, BuyerDocument>> => {
  const ids = planned.map(({ posting }) => buyerId(connectionId, posting.source.id));
  const found = await store.collection(buyers).getMany([...new Set(ids)]);
  return new Map(found.map(({ value }) => [value.sourceId, value]));
};

const askingOf = (
  { posting, fields }: PlannedListObject,
  known: ReadonlyMap<string, BuyerDocument>,
): AskingShopper => {
  const buyer = plannedBuyer(posting);
  const stored = known.get(buyer.sourceId) ?? null;
  return {
    known: { buyer, known: stored, aliases: [] },
    profile: plannedProfile(fields, buyer, stored?.toldAt ?? posting.createdAt),
    isFromRecord: stored?.isFromRecord ?? false,
    shopper: posting.wish.shopper,
  };
};

const booksOf = async (
  { company, clock }: Pick<MappingPorts, 'company' | 'clock'>,
  { id: connectionId, rules, rulesVersion, facts }: Connection,
  asked: readonly Asked[],
): Promise<BooksContext> => ({
  connectionId,
  rules,
  rulesVersion,
  shop: { currency: facts.currency, timeZone: facts.timeZone },
  now: clock.now(),
  company: await company.facts(
    connectionId,
    mergeNeeds([
      {
        items: [],
        ...factsToChoose(
          asked.map(({ one }) => ({ ...one, known: { ...one.known, known: null } })),
        ),
      },
      {
        items: [],
        emails: [],
        entities: asked.flatMap(({ planned, one }) => [
          plannedName(planned),
          fullNameOf(one.profile),
        ]),
      },
    ]),
  ),
});

/** One after the other: what the first of a batch takes, the second does not get. */
const chooseAgain = async (
  { store }: Pick<MappingPorts, 'store'>,
  at: ChoosingAt,
  asked: readonly Asked[],
): Promise<ReadonlyMap<AskingShopper, Choice>> => {
  const taken = new Map(
    await claimsOn(
      store,
      hashing(at),
      asked.map(({ one }) => one),
    ),
  );
  return new Map(
    asked.map(({ planned, one }) => {
      const { buyer } = one.known;
      const choice = chooseCustomerAgain(at.books, planned, {
        buyer,
        profile: one.profile,
        names: namesFor(one),
        claims: (claim) => taken.get(claim) ?? null,
      });
      for (const claim of claimsOf(choice)) taken.set(claim, buyer.sourceId);
      return [one, { one, choice }];
    }),
  );
};
