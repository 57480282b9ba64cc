import type { Rules } from '@ml-connector/connections';
import type { PostingSource } from '@ml-connector/contracts';
import { add, type Cents, formatCents, subtract, ZERO } from '@ml-connector/kernel';
import type { Order, Refund } from '@ml-connector/woocommerce';
import { amountOrNull } from './read-amount.js';
import { readAmountOnly, readRefund } from './read-refund.js';
import { endNumberOf, refundNumberOf } from './ref-number.js';
import type { Readable } from './sale-line.js';
import type { SaleParts } from './sale-parts.js';

/** What a credit memo is made from: a refund, or the rest of an order that ended. */
export interface Credit {
  /** What the posting is named by. */
  readonly sourceId: string;
  readonly source: PostingSource;
  readonly refNumber: string;
  readonly total: Cents | null;
  /** When it was made, ISO 8601 UTC. */
  readonly createdAt: string;
  /** For the memo, in a few words. */
  readonly what: string;
  readonly basis: unknown;
  readonly read: () => Readable<SaleParts>;
}

/** The credit of a refund. */
export const creditOfRefund = (refund: Refund, order: Order, rules: Rules): Credit => ({
  sourceId: String(refund.id),
  source: { type: 'refund', id: String(refund.id), number: `${order.number}-R${refund.id}` },
  refNumber: refundNumberOf(rules.numberPrefix, order.number, refund.id),
  total: amountOrNull(refund.amount),
  createdAt: refund.createdAt,
  what: `Refund ${refund.id} of order ${order.number}`,
  basis: refundBasis(refund),
  read: () => readRefund(refund, { order, rules }),
});

/** The source that the credit memo of an order that ended is named by. */
export const endSource = (orderId: number): string => `end-${orderId}`;

/**
 * The credit of what is left of an order that ended after it was posted: all of it or, where a part was refunded before,
 * an amount whose lines nobody tells. It is dated the day on which the shop changed the order last.
 * @returns `null` where its refunds took everything back.
 */
export const creditOfEnd = (
  order: Order,
  refunds: readonly Refund[],
  rules: Rules,
): Credit | null => {
  const total = amountOrNull(order.total);
  const refunded = add(ZERO, ...refunds.map(({ amount }) => amountOrNull(amount) ?? ZERO));
  const rest = total === null ? null : subtract(total, refunded);
  if (rest !== null && rest <= 0) return null;
  return {
    sourceId: endSource(order.id),
    source: { type: 'order', id: String(order.id), number: order.number },
    refNumber: endNumberOf(rules.numberPrefix, order.number, order.id),
    total: rest,
    createdAt: order.modifiedAt,
    what: `Order ${order.number} was taken back`,
    basis: [order.id, 'ended', order.total, refunded],
    read: () =>
      readAmountOnly(formatCents(rest ?? ZERO), {
        order,
        rules,
        isWhole: refunded === 0,
        what: 'The rest of the order',
      }),
  };
};

const refundBasis = (refund: Refund): unknown => [
  refund.id,
  refund.createdAt,
  refund.amount,
  refund.lineItems.map(({ name, sku, quantity, total }) => ({ name, sku, quantity, total })),
  refund.taxLines.map(({ rateId, label, taxTotal, shippingTaxTotal }) => ({
    rateId,
    label,
    taxTotal,
    shippingTaxTotal,
  })),
  refund.shippingLines.map(({ methodTitle, total }) => ({ methodTitle, total })),
  refund.feeLines.map(({ name, total }) => ({ name, total })),
];
