import {
  type BuyerDocument,
  type CustomerChoice,
  type PlannedDocument,
  planCustomer,
} from '@ml-connector/bookkeeping';
import type { MappingPorts } from '../mapping-ports.js';
import type { AskingShopper, ChoosingAt, ChosenCustomer } from './asking-shopper.js';
import { basisHash } from './plan-documents.js';

/** A shopper who is new to the books, as what was chosen. */
export const asChosen = (
  one: AskingShopper,
  choice: CustomerChoice,
  at: ChoosingAt,
): ChosenCustomer => {
  const document = planCustomer(at.books, one.known.buyer, { profile: one.profile, choice });
  const news = choice.hold ? null : buyerDocument(one, { document, ...choice }, at);
  return { document, news };
};

/** A shopper who is a customer already: the name stays; a newer address follows. */
export const followed = async (
  { vault }: Pick<MappingPorts, 'vault'>,
  at: ChoosingAt,
  one: AskingShopper,
): Promise<ChosenCustomer> => {
  const { known } = one.known;
  const unchanged = (name: string, isAdopted: boolean): PlannedDocument =>
    planCustomer(at.books, one.known.buyer, {
      profile: one.profile,
      choice: { name, isAdopted, adopt: null },
    });
  if (!known) return { document: unchanged('', false), news: null };
  if (known.isAdopted && at.books.rules.handmadeCustomers === 'leave')
    return { document: unchanged('', true), news: null };
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
  { books, keys }: ChoosingAt,
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
