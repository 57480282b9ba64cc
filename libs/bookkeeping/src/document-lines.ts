import { type Cents, formatCents } from '@ml-connector/kernel';
import type { WishFields } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import type { TaxWay } from './choose-tax.js';
import type { ListRef } from './company-facts.js';
import { findItem, namedItem, reference } from './find-item.js';
import { type OwnItem, planOwnItem } from './own-items.js';
import type { PlannedDocument } from './planned-document.js';
import type { Readable, SaleLine } from './sale-line.js';
import type { SaleParts } from './sale-parts.js';
import { settleTax } from './settle-tax.js';
import { findTaxLineItem } from './tax-line-item.js';

/** A document's lines in qbXML, and the items that must stand before. */
export interface DocumentLines {
  readonly lines: readonly WishFields[];
  readonly items: readonly PlannedDocument[];
  /** Fields of the document's head that say what QuickBooks computes; none with sales tax off. */
  readonly tax: WishFields;
  /** What QuickBooks will add to the lines. */
  readonly computedTax: Cents;
}

/** Each line with its item, its amount and its tax code; the first line that lacks something holds the document. */
export const documentLines = (parts: SaleParts, books: BooksContext): Readable<DocumentLines> => {
  const settled = settleTax(parts, books);
  if (settled.hold) return settled;
  const { sale, tax } = settled.value;
  const items = new Map<string, PlannedDocument>();
  const lines: WishFields[] = [];
  for (const line of sale.lines) {
    const found = itemOf(line, books, tax);
    if (isText(line, found, books)) {
      lines.push({ Desc: textOf(line) });
      continue;
    }
    if (found.hold) return found;
    if (found.value.plan) items.set(found.value.plan.postingId, found.value.plan);
    lines.push(lineFields(line, found.value.ref, tax));
  }
  const head = headTax(books, tax);
  if (head.hold) return head;
  if (head.value.plan) items.set(head.value.plan.postingId, head.value.plan);
  const { computedTax } = sale;
  return { value: { lines, items: [...items.values()], tax: head.value.ref, computedTax } };
};

interface Found {
  readonly ref: WishFields;
  readonly plan: PlannedDocument | null;
}

const itemOf = (line: SaleLine, books: BooksContext, tax: TaxWay): Readable<Found> => {
  switch (line.kind) {
    case 'product':
      return findItem(line, books, tax);
    case 'tax':
      return findTaxLineItem(line, books, tax) ?? ownItem('tax', books, tax);
    case 'credit':
      return namedItem(line.by, { label: line.name, company: books.company });
    case 'shipping':
    case 'fee':
    case 'discount':
    case 'rounding':
      return line.by
        ? namedItem(line.by, { label: line.name, company: books.company })
        : ownItem(line.kind, books, tax);
  }
};

/** A line of nothing needs no item that is not there. Whether it is shows once its product was read. */
const isText = (line: SaleLine, found: Readable<Found>, { rules }: BooksContext): boolean =>
  line.kind === 'product' &&
  line.amount === 0 &&
  (rules.zeroLines === 'text' ||
    (found.hold ? found.hold.code !== 'PRODUCT_NOT_READ' : found.value.plan !== null));

const textOf = (line: SaleLine): string => {
  const many = line.kind === 'product' && line.quantity !== null && line.quantity !== '1';
  return (many ? `${line.quantity} x ${line.name}` : line.name).slice(0, LONGEST_DESC);
};

const LONGEST_DESC = 4095;

const ownItem = (own: OwnItem, books: BooksContext, tax: TaxWay): Readable<Found> => {
  const planned = planOwnItem(own, books, tax);
  if (planned.hold) return planned;
  return { value: { ref: { ListID: reference(planned.value.postingId) }, plan: planned.value } };
};

/** The item of the head: one of 0 % where the tax stands on lines, so that QuickBooks adds none of its own. */
const headTax = (books: BooksContext, tax: TaxWay): Readable<Found> => {
  if (tax.computed) {
    const { item, taxable } = tax.computed;
    const ref = { ItemSalesTaxRef: item, CustomerSalesTaxCodeRef: taxable };
    return { value: { ref, plan: null } };
  }
  if (tax.mode !== 'line') return { value: { ref: {}, plan: null } };
  const noTax = ownItem('noTax', books, tax);
  return noTax.hold
    ? noTax
    : { value: { ref: { ItemSalesTaxRef: noTax.value.ref }, plan: noTax.value.plan } };
};

/** Quantity and Amount, never Rate: QuickBooks would multiply and round for itself. */
const lineFields = (line: SaleLine, ref: WishFields, tax: TaxWay): WishFields => {
  const code = codeOf(line, tax);
  return {
    ItemRef: ref,
    Desc: line.name.slice(0, LONGEST_DESC),
    ...(line.kind === 'product' && line.quantity !== null ? { Quantity: line.quantity } : {}),
    Amount: formatCents(line.amount),
    ...(code ? { SalesTaxCodeRef: code } : {}),
    ...(line.kind === 'product' ? line.others : {}),
  };
};

const codeOf = ({ rates }: SaleLine, { computed, nonTaxable }: TaxWay): ListRef | null =>
  computed && rates.length > 0 ? computed.taxable : nonTaxable;
