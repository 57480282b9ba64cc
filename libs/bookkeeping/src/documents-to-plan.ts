import type { PlannedDocument } from './planned-document.js';

/** A document whose wish was whole when it was planned, by posting id: a hash of what it was made from. */
export type PlannedBefore = ReadonlyMap<string, string>;

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
    before.get(document.postingId) !== basis;
  const sale = decided.find(({ document }) => isSale(document));
  if (sale && sale.document.hold !== null && !before.has(sale.document.postingId)) return [sale];
  const transactions = decided.filter((one) => one.document.orderId !== null && isNews(one));
  const needed = new Set(transactions.flatMap(({ document }) => document.dependsOn));
  const lists = decided.filter(
    ({ document }) => document.orderId === null && needed.has(document.postingId),
  );
  return [...lists, ...transactions];
};

const SALES: ReadonlySet<string> = new Set(['invoice', 'sales-receipt', 'sales-order']);

const isSale = ({ kind }: PlannedDocument): boolean => SALES.has(kind);

/** Documents that were planned once and that the source no longer asks for. */
export const documentsToWithdraw = (
  decided: readonly HashedDocument[],
  before: PlannedBefore,
): readonly string[] => {
  const asked = new Set(decided.map(({ document }) => document.postingId));
  return [...before.keys()].filter((postingId) => !asked.has(postingId));
};
