import { formatCents } from '@ml-connector/kernel';
import type { WishFields } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import type { TaxWay } from './choose-tax.js';
import { findItem, reference } from './find-item.js';
import { type OwnItem, planOwnItem } from './own-items.js';
import type { PlannedDocument } from './planned-document.js';
import type { Readable, Sale, SaleLine } from './sale-line.js';

/** A sale's lines in qbXML, and the items that must stand before. */
export interface DocumentLines {
  readonly lines: readonly WishFields[];
  readonly items: readonly PlannedDocument[];
  /** The item of the document's head that makes QuickBooks compute no tax; `null` with sales tax off. */
  readonly noTax: WishFields | null;
}

/** Each line with its item, its amount and the non-taxable code; the first line that lacks something holds the document. */
export const documentLines = (
  sale: Sale,
  books: BooksContext,
  tax: TaxWay,
): Readable<DocumentLines> => {
  const items = new Map<string, PlannedDocument>();
  const lines: WishFields[] = [];
  for (const line of sale.lines) {
    const found = itemOf(line, books, tax);
    if (found.hold) return found;
    if (found.value.plan) items.set(found.value.plan.postingId, found.value.plan);
    lines.push(lineFields(line, found.value.ref, tax));
  }
  if (tax.mode !== 'line') return { value: { lines, items: [...items.values()], noTax: null } };
  const noTax = ownItem('noTax', books, tax);
  if (noTax.hold) return noTax;
  items.set(noTax.value.plan.postingId, noTax.value.plan);
  return { value: { lines, items: [...items.values()], noTax: noTax.value.ref } };
};

const itemOf = (line: SaleLine, books: BooksContext, tax: TaxWay) =>
  line.kind === 'product' ? findItem(line, books, tax) : ownItem(line.kind, books, tax);

const ownItem = (
  own: OwnItem,
  books: BooksContext,
  tax: TaxWay,
): Readable<{ readonly ref: WishFields; readonly plan: PlannedDocument }> => {
  const planned = planOwnItem(own, books, tax);
  if (planned.hold) return planned;
  return { value: { ref: { ListID: reference(planned.value.postingId) }, plan: planned.value } };
};

/** Quantity and Amount, never Rate: QuickBooks would multiply and round for itself. */
const lineFields = (line: SaleLine, ref: WishFields, tax: TaxWay): WishFields => ({
  ItemRef: ref,
  Desc: line.name.slice(0, 4095),
  ...(line.kind === 'product' && line.quantity !== null ? { Quantity: line.quantity } : {}),
  Amount: formatCents(line.amount),
  ...(tax.nonTaxable ? { SalesTaxCodeRef: tax.nonTaxable } : {}),
});
