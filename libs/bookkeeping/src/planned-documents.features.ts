import type { RulesInput } from '@ml-connector/connections';
import { parseCents } from '@ml-connector/kernel';
import { nodesAt, type QbFields, textAt } from '@ml-connector/qbxml';
import type { Order, Refund } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { decideDocuments, type KnownOrder } from './decide-documents.js';
import { chooseCustomer, planCustomer } from './plan-customer.js';
import type { PlannedDocument } from './planned-document.js';
import { requestFields } from './preview-order.js';
import { type SampleCompany, sampleBooks } from './sample-company.features.js';
import { profileOfOrder } from './shopper-profile.js';

/** Under which rules, against which lists, with which refunds an order is decided. */
export interface Given {
  readonly rules?: Partial<RulesInput>;
  readonly company?: SampleCompany;
  readonly refunds?: readonly Refund[];
  /** What was read of the categories of its products. */
  readonly categoriesOf?: BooksContext['categoriesOf'];
  /** What of it was planned before, ended or stands as a sales order. */
  readonly known?: Pick<KnownOrder, 'before' | 'isEnded' | 'salesOrder'>;
}

/** What an order becomes. */
export const documentsFor = (
  order: Order,
  { rules = {}, company = {}, refunds = [], known = {}, categoriesOf }: Given = {},
): readonly PlannedDocument[] => {
  const books = { ...sampleBooks(rules, company), ...(categoriesOf ? { categoriesOf } : {}) };
  const buyer = { sourceId: 'guest-1', code: 'abc123' };
  const profile = profileOfOrder(order);
  const choice = chooseCustomer(books, { buyer, profile, names: ['Erika'], claims: () => null });
  const customer = planCustomer(books, buyer, { profile, choice });
  const decision = decideDocuments({ order, refunds, ...known }, customer, books);
  return decision.outcome === 'documents' ? decision.documents : [];
};

/** @throws Error if there is none. */
export const documentFor = (
  order: Order,
  kind: PlannedDocument['kind'],
  given: Given = {},
): PlannedDocument => {
  const found = documentsFor(order, given).find((document) => document.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
};

export const linesOf = ({ object, fields }: PlannedDocument): readonly QbFields[] =>
  nodesAt(requestFields(fields), `${object}LineAdd`);

/** Amount and tax code of every line, e.g. `16.80 Tax`. */
export const amountsOf = (document: PlannedDocument): readonly string[] =>
  linesOf(document).map((line) =>
    [textAt(line, 'Amount'), textAt(line, 'SalesTaxCodeRef', 'ListID')?.slice(4)]
      .filter((part) => part !== undefined)
      .join(' '),
  );

/** What QuickBooks will add up, in minor units; not a number where it would put in the price of an item. */
export const sumOfLines = (document: PlannedDocument): number =>
  linesOf(document)
    .map((line) => parseCents(textAt(line, 'Amount') ?? amountOfText(line)) ?? Number.NaN)
    .reduce((sum, amount) => sum + amount, 0);

/** A line of text alone counts nothing. @throws Error where there is an item without an amount. */
const amountOfText = (line: QbFields): string => {
  if (nodesAt(line, 'ItemRef').length > 0) throw new Error('An item has no amount.');
  return '0.00';
};

/** Why it is held and which rule mends that. */
export const holdOf = ({ hold }: PlannedDocument): string | null =>
  hold && `${hold.code} ${hold.setting ?? '-'}`;
