import type { Rules } from '@ml-connector/connections';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import { holdReason } from './hold-reasons.js';
import type { Readable } from './sale-line.js';

const LONGEST_REF_NUMBER = 11;

type Numbering = Pick<Rules, 'numberPrefix' | 'numbers' | 'longNumbers'>;

/**
 * A sale's number: prefix and order number, or the shop's id of the order. What is longer than QuickBooks' 11 characters
 * keeps its end, becomes the id, or holds the order, by rule. Two orders of one number both get it: QuickBooks allows
 * that, and the mark in the memo tells them apart.
 */
export const saleNumberOf = (
  { id, number }: Pick<Order, 'id' | 'number'>,
  { numberPrefix, numbers, longNumbers }: Numbering,
): Readable<string> => {
  const wanted = numbers === 'order-id' ? String(id) : number;
  const whole = toQuickBooksText(`${numberPrefix}${wanted}`, 200);
  if (whole.length <= LONGEST_REF_NUMBER) return { value: whole };
  switch (longNumbers) {
    case 'keep-end':
      return { value: refNumberOf(numberPrefix, wanted) };
    case 'order-id':
      return { value: `#${id}`.slice(-LONGEST_REF_NUMBER) };
    case 'hold':
      return { hold: holdReason('NUMBER_TOO_LONG', `It would be ${whole}.`) };
  }
};

/** Prefix and number; what is longer than QuickBooks' 11 characters keeps its end, which tells documents apart. */
export const refNumberOf = (prefix: string, number: string): string =>
  toQuickBooksText(`${prefix}${number}`, 200).slice(-LONGEST_REF_NUMBER).trim();

/** A credit memo's number: the order's and `-R` with the refund's id, or the refund's alone where that is too long. */
export const refundNumberOf = (prefix: string, number: string, refundId: number): string => {
  const whole = toQuickBooksText(`${prefix}${number}-R${refundId}`, 200);
  return whole.length <= LONGEST_REF_NUMBER ? whole : `R${refundId}`.slice(-LONGEST_REF_NUMBER);
};

/** The number of the credit memo of an order that ended: the order's and `-C`, or its id where that is too long. */
export const endNumberOf = (prefix: string, number: string, orderId: number): string => {
  const whole = toQuickBooksText(`${prefix}${number}-C`, 200);
  return whole.length <= LONGEST_REF_NUMBER ? whole : `C${orderId}`.slice(-LONGEST_REF_NUMBER);
};
