import { toQuickBooksText } from '@ml-connector/qbxml';

const LONGEST_REF_NUMBER = 11;

/**
 * The document's number: prefix and order number. What is longer than QuickBooks' 11 characters keeps its end, which
 * tells documents apart; the memo holds the whole number.
 */
export const refNumberOf = (prefix: string, number: string): string =>
  toQuickBooksText(`${prefix}${number}`, 200).slice(-LONGEST_REF_NUMBER).trim();

/** A credit memo's number: the order's and `-R` with the refund's id, or the refund's alone where that is too long. */
export const refundNumberOf = (prefix: string, number: string, refundId: number): string => {
  const whole = toQuickBooksText(`${prefix}${number}-R${refundId}`, 200);
  return whole.length <= LONGEST_REF_NUMBER ? whole : `R${refundId}`.slice(-LONGEST_REF_NUMBER);
};
