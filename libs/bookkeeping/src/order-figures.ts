import type { Order, Refund } from '@ml-connector/woocommerce';
import { z } from 'zod';
import { amountOrNull } from './read-amount.js';

/** What of an order stands in the clear, for figures and searches: nothing that says who the shopper is. */
export const orderFiguresSchema = z.strictObject({
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  /** Minor units; `null` where it is no amount of two decimals. */
  total: z.int().nullable(),
  createdAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
  /** Refunds that the order names. */
  refundIds: z.array(z.int().positive()),
});
export type OrderFigures = z.infer<typeof orderFiguresSchema>;

export const figuresOfOrder = (order: Order): OrderFigures => ({
  number: order.number,
  status: order.status,
  currency: order.currency,
  total: amountOrNull(order.total),
  createdAt: order.createdAt,
  paidAt: order.paidAt,
  refundIds: order.refunds.map(({ id }) => id),
});

export const refundFiguresSchema = z.strictObject({
  /** Minor units, positive; `null` where it is no amount of two decimals. */
  amount: z.int().nullable(),
  createdAt: z.iso.datetime(),
});
export type RefundFigures = z.infer<typeof refundFiguresSchema>;

export const figuresOfRefund = (refund: Refund): RefundFigures => ({
  amount: amountOrNull(refund.amount),
  createdAt: refund.createdAt,
});
