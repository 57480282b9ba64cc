import { add, type Cents, formatCents, parseCents, ZERO } from '@ml-connector/kernel';
import type { WishFields, WishValue } from '@ml-connector/postings';
import { holdReason } from './hold-reasons.js';
import type { PlannedDocument } from './planned-document.js';

declare const balanced: unique symbol;

/**
 * A document whose printed lines, with the tax that QuickBooks adds to them, are its total; or one that is held, or that
 * has no amounts. Only such a document may become a wish of a posting, and only {@link balancedDocument} makes one.
 */
export type BalancedDocument = PlannedDocument & { readonly [balanced]: true };

/** Adds up what is printed as QuickBooks will: the very texts that are sent, not what they were made from. What misses the total is held. */
export const balancedDocument = (document: PlannedDocument): BalancedDocument => {
  if (isBalanced(document)) return document;
  const { total, computedTax = ZERO } = document;
  const printed = formatCents(add(printedTotal(document) ?? ZERO, computedTax));
  const wanted = total === null ? 'nothing' : formatCents(total);
  const hold = holdReason('LINES_MISS_TOTAL', `Lines of ${printed}, total ${wanted}.`);
  return balancedDocument({ ...document, fields: {}, hold });
};

const isBalanced = (document: PlannedDocument): document is BalancedDocument => {
  if (document.hold !== null) return true;
  const printed = printedTotal(document);
  return printed === null || add(printed, document.computedTax ?? ZERO) === document.total;
};

/** `null` for list objects, which have no amounts. */
const printedTotal = ({ object, fields }: PlannedDocument): Cents | null => {
  const lines = fields[`${object}LineAdd`];
  if (lines !== undefined) return add(ZERO, ...(isList(lines) ? lines : [lines]).map(amountOf));
  const { TotalAmount } = fields;
  return TotalAmount === undefined ? null : amountIn(TotalAmount);
};

const isList = (value: WishValue): value is Extract<WishValue, readonly unknown[]> =>
  Array.isArray(value);

const amountOf = (line: WishValue): Cents =>
  typeof line === 'object' && 'Amount' in line ? amountIn(line['Amount']) : ZERO;

const amountIn = (amount: WishFields[string] | undefined): Cents =>
  typeof amount === 'string' ? (parseCents(amount) ?? ZERO) : ZERO;
