import { z } from 'zod';

import type { DecimalText } from './field.js';
import { decimalText, gmtTime, identifier, linesOf, tolerantText } from './field.js';
import { metaData } from './meta-data.js';
import {
  type FeeLine,
  feeLine,
  type LineItem,
  lineItem,
  type ShippingLine,
  shippingLine,
  type TaxLine,
  taxLine,
} from './order-line.js';
import { readAnswer } from './shop-answer.js';

/** A refunded line; `refundedItemId` names the line of the order, `null` if the store does not say. */
export type RefundedLine<Line> = Line & { readonly refundedItemId: number | null };

/**
 * A refund by REST. Its lines and taxes are negative, `amount` is positive. Without any line (amount only, or made by the
 * status `refunded`) the tax in the amount is unknown. It has neither currency nor modification time: the order has.
 */
export interface Refund {
  readonly id: number;
  readonly createdAt: string;
  /** Including tax, positive. */
  readonly amount: DecimalText;
  readonly reason: string;
  /** Whether a gateway moved the money back, as opposed to somebody by hand. */
  readonly refundedPayment: boolean;
  readonly lineItems: readonly RefundedLine<LineItem>[];
  readonly taxLines: readonly TaxLine[];
  readonly shippingLines: readonly RefundedLine<ShippingLine>[];
  readonly feeLines: readonly RefundedLine<FeeLine>[];
}

/** @throws AppError SHOP_ANSWER_INVALID naming the first wrong place, never the value there. */
export const parseRefund = (json: unknown): Refund => readAnswer(schema, json, 'refund');

const refunded = <Line extends { readonly meta: Readonly<Record<string, string>> }>(
  line: Line,
): RefundedLine<Line> => {
  const named = line.meta['_refunded_item_id'];
  return {
    ...line,
    refundedItemId: named !== undefined && /^\d{1,15}$/.test(named) ? Number(named) : null,
  };
};

const schema = z
  .object({
    id: identifier.min(1),
    date_created_gmt: gmtTime,
    amount: decimalText,
    reason: tolerantText,
    refunded_payment: z.boolean().nullish(),
    line_items: linesOf(lineItem),
    tax_lines: linesOf(taxLine),
    shipping_lines: linesOf(shippingLine),
    fee_lines: linesOf(feeLine),
    meta_data: metaData,
  })
  .transform((given): Refund => ({
    id: given.id,
    createdAt: given.date_created_gmt,
    amount: given.amount,
    reason: given.reason,
    refundedPayment: given.refunded_payment ?? false,
    lineItems: given.line_items.map(refunded),
    taxLines: given.tax_lines,
    shippingLines: given.shipping_lines.map(refunded),
    feeLines: given.fee_lines.map(refunded),
  }));
