import {
  type BooksContext,
  chooseCustomer,
  type CompanyReader,
  decideDocuments,
  itemsNeeded,
  type KnownOrder,
  type PlannedDocument,
  planCustomer,
  type Preview,
  previewDecision,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import { findPreviewBuyer, type PreviewBuyer } from './preview-buyer.js';

export interface PreviewOptions {
  readonly store: DocumentStore;
  readonly company: CompanyReader;
  readonly postings: Pick<Postings, 'get'>;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** Decides an order as mapping would, against the same rules and the same mirror of the company file, and writes nothing. */
export const previewOrder = async (
  connection: Connection,
  known: KnownOrder,
  options: PreviewOptions,
): Promise<Preview> => {
  const { id, rules, rulesVersion, facts } = connection;
  const keys = await options.vault.keysOf(id, []);
  const asking = await findPreviewBuyer(options.store, known.order, {
    id,
    rules,
    hash: (content) => keys.hash(content),
  });
  const { profile, names } = asking;
  const books: BooksContext = {
    connectionId: id,
    rules,
    rulesVersion,
    company: await options.company.facts(id, {
      items: itemsNeeded(known, rules),
      entities: names,
      emails: profile.email === '' ? [] : [profile.email],
    }),
    shop: { currency: facts.currency, timeZone: facts.timeZone },
    now: options.clock.now(),
  };
  const customer = await customerOf(asking, books, options.postings);
  return previewDecision(decideDocuments(known, customer, books));
};

/** The customer as it stands in the books, or as it would be made. */
const customerOf = async (
  asking: PreviewBuyer,
  books: BooksContext,
  postings: Pick<Postings, 'get'>,
): Promise<PlannedDocument> => {
  const { buyer, profile } = asking;
  const choice = chooseCustomer(books, asking);
  const planned = planCustomer(books, buyer, { profile, choice });
  const document = (await postings.get(planned.postingId))?.document;
  return document ? { ...planned, hold: null, adopt: document } : planned;
};
