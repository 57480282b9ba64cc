import {
  type BooksContext,
  chooseCustomer,
  type CompanyReader,
  customerNames,
  decideDocuments,
  itemsNeeded,
  type KnownOrder,
  type Preview,
  planCustomer,
  previewDecision,
  profileOfOrder,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { Clock } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import { previewBuyer } from './preview-buyer.js';

export interface PreviewOptions {
  readonly company: CompanyReader;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** Decides an order as mapping would, against the same rules and the same mirror of the company file, and writes nothing. */
export const previewOrder = async (
  connection: Connection,
  known: KnownOrder,
  { company, vault, clock }: PreviewOptions,
): Promise<Preview> => {
  const { id, rules, rulesVersion, facts } = connection;
  const profile = profileOfOrder(known.order);
  const keys = await vault.keysOf(id, []);
  const buyer = previewBuyer(profile, rules, (content) => keys.hash(content));
  const isShared = rules.guests === 'shared' && profile.customerId === 0;
  const names = isShared ? [rules.sharedGuestName] : customerNames(profile, buyer.code);
  const books: BooksContext = {
    connectionId: id,
    rules,
    rulesVersion,
    company: await company.facts(id, {
      items: itemsNeeded(known, rules),
      entities: names,
      emails: profile.email === '' ? [] : [profile.email],
    }),
    shop: { currency: facts.currency, timeZone: facts.timeZone },
    now: clock.now(),
  };
  // Names that other shoppers took are a matter of posting; here only what stands in the company file counts.
  const choice = chooseCustomer(books, { buyer, profile, names, claims: () => null });
  const customer = planCustomer(books, buyer, { profile, choice });
  return previewDecision(decideDocuments(known, customer, books));
};
