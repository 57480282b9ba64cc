import type { Rules } from '@ml-connector/connections';
import { postingId } from '@ml-connector/postings';
import { entryOf } from './entry-of.js';
import type { PlannedDocument } from './planned-document.js';

/** What was planned for an order before, by posting id: a hash of what it was made from, {@link HELD} or {@link ONCE}. */
export type PlannedBefore = ReadonlyMap<string, string>;

/** Stands for a document that could not be made: it is planned again, whatever it would be made from. */
export const HELD = 'held';

/**
 * Stands for a document that was planned whole once and since could not be made, or was taken back: it may stand in the
 * books. It is planned again, and the order stays the kind of document that it became.
 */
export const ONCE = 'once';

/** The same document, planned again whatever it would be made from. */
export const again = (basis: string | undefined): string => (isWhole(basis) ? ONCE : HELD);

/** A planned document with the hash of what it was made from. */
export interface HashedDocument {
  readonly document: PlannedDocument;
  readonly basis: string;
}

/**
 * What of a decision is news. A document that was planned whole from the same source before is left as it is, whatever
 * the rules and the lists say by now; a sale that is held and was never whole stands alone, because everything else
 * refers to it. Customer and items come along where something needs them.
 */
export const documentsToPlan = (
  decided: readonly HashedDocument[],
  before: PlannedBefore,
): readonly HashedDocument[] => {
  const isNews = ({ document, basis }: HashedDocument): boolean =>
    document.isKept !== true && before.get(document.postingId) !== basis;
  const sale = decided.find(({ document }) => isSale(document.kind) && !document.isTakenOver);
  if (sale && sale.document.hold !== null && !isWhole(before.get(sale.document.postingId)))
    return [sale];
  const unmade = new Set(
    decided
      .filter(({ document }) => document.hold !== null && !isWhole(before.get(document.postingId)))
      .map(({ document }) => document.postingId),
  );
  const transactions = decided.filter(
    (one) =>
      one.document.orderId !== null && isNews(one) && !unmade.has(one.document.follows ?? ''),
  );
  const needed = new Set(transactions.flatMap(({ document }) => document.dependsOn));
  const lists = decided.filter(
    ({ document }) => document.orderId === null && needed.has(document.postingId),
  );
  return [...lists, ...transactions];
};

const SALE_KINDS = [
  'invoice',
  'sales-receipt',
  'sales-order',
] as const satisfies Rules['document'][];
const SALES: ReadonlySet<string> = new Set(SALE_KINDS);

const isSale = (kind: PlannedDocument['kind']): boolean => SALES.has(kind);

/** Whether a document was planned whole once: it may stand in the books. */
export const isWhole = (basis: string | undefined): boolean =>
  basis !== undefined && basis !== HELD;

interface OfOrder {
  readonly connectionId: string;
  readonly orderId: number;
}

/** Whether an order was planned as money in the books: a sales order is none. */
export const wasSale = (before: PlannedBefore, of: OfOrder): boolean => {
  const kind = saleKindIn(before, of);
  return kind !== undefined && kind !== 'sales-order';
};

const saleKindIn = (
  before: PlannedBefore,
  { connectionId, orderId }: OfOrder,
): Rules['document'] | undefined =>
  SALE_KINDS.find((one) => isWhole(before.get(postingId(connectionId, one, String(orderId)))));

/**
 * The rules with which an order that is in the books already is decided again: it stays the kind of document that it
 * became, so that a change of that rule never doubles it. Otherwise its payment method may say what it becomes.
 */
export const rulesFor = (
  rules: Rules,
  before: PlannedBefore,
  { connectionId, orderId, paymentMethod = '' }: OfOrder & { readonly paymentMethod?: string },
): Rules => {
  const kind = saleKindIn(before, { connectionId, orderId });
  const document = kind ?? entryOf(rules.paymentDocuments, paymentMethod) ?? rules.document;
  return document === rules.document ? rules : { ...rules, document };
};

/** Documents that were planned once and that the source no longer asks for. */
export const documentsToWithdraw = (
  decided: readonly HashedDocument[],
  before: PlannedBefore,
): readonly string[] => {
  const asked = new Set(decided.map(({ document }) => document.postingId));
  return [...before.keys()].filter((id) => !asked.has(id));
};
