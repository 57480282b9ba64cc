import { z } from 'zod';

import { address, type Address } from './address.js';
import type { DecimalText } from './field.js';
import {
  decimalText,
  gmtTime,
  identifier,
  linesOf,
  optionalGmtTime,
  text,
  tolerantText,
} from './field.js';
import { metaData, type MetaData } from './meta-data.js';
import {
  type CouponLine,
  couponLine,
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
import { utcOffsetOf } from './utc-offset.js';

/** What an order says of one of its refunds. The details stand in the refund itself. */
export interface RefundSummary {
  readonly id: number;
  readonly reason: string;
  /** Negative. */
  readonly total: DecimalText;
}

/**
 * An order as the store tells it, in a webhook or by REST. Texts are raw (HTML entities and tags included), amounts are
 * the store's decimal strings with the store's current number of decimals, times are ISO 8601 in UTC.
 */
export interface Order {
  readonly id: number;
  /** What the shopper sees; plugins make it differ from the id. */
  readonly number: string;
  /** `processing`, `completed`, `refunded`, `checkout-draft`, `trash`…; plugins add their own. */
  readonly status: string;
  /** ISO 4217, e.g. `EUR`. */
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly createdAt: string;
  /** The shop's own offset from UTC when the order was made, e.g. `-05:00`; `null` where it does not tell. */
  readonly utcOffset: string | null;
  /** To the second. Not changed by a deleted refund. */
  readonly modifiedAt: string;
  readonly paidAt: string | null;
  readonly completedAt: string | null;
  readonly discountTotal: DecimalText;
  readonly discountTax: DecimalText;
  readonly shippingTotal: DecimalText;
  readonly shippingTax: DecimalText;
  readonly cartTax: DecimalText;
  /** Including tax; refunds do not lower it. */
  readonly total: DecimalText;
  readonly totalTax: DecimalText;
  /** 0 for a guest. */
  readonly customerId: number;
  readonly billing: Address;
  readonly shipping: Address;
  readonly paymentMethod: string;
  readonly paymentMethodTitle: string;
  readonly transactionId: string;
  readonly createdVia: string;
  readonly customerNote: string;
  readonly isVatExempt: boolean;
  readonly lineItems: readonly LineItem[];
  readonly taxLines: readonly TaxLine[];
  readonly shippingLines: readonly ShippingLine[];
  readonly feeLines: readonly FeeLine[];
  readonly couponLines: readonly CouponLine[];
  readonly refunds: readonly RefundSummary[];
  readonly metaData: MetaData;
}

/**
 * Unknown members (plugins add many) are ignored.
 * @throws AppError SHOP_ANSWER_INVALID naming the first wrong place, never the value there.
 */
export const parseOrder = (json: unknown): Order => readAnswer(schema, json, 'order');

const refundSummary = z.object({ id: identifier, reason: tolerantText, total: decimalText });

const schema = z
  .object({
    id: identifier.min(1),
    number: z.union([text, z.int().transform(String)]),
    status: z.string().min(1).max(100),
    currency: z.string().min(1).max(20),
    prices_include_tax: z.boolean(),
    date_created: tolerantText,
    date_created_gmt: gmtTime,
    date_modified_gmt: gmtTime,
    date_paid_gmt: optionalGmtTime,
    date_completed_gmt: optionalGmtTime,
    discount_total: decimalText,
    discount_tax: decimalText,
    shipping_total: decimalText,
    shipping_tax: decimalText,
    cart_tax: decimalText,
    total: decimalText,
    total_tax: decimalText,
    customer_id: identifier,
    billing: address,
    shipping: address,
    payment_method: tolerantText,
    payment_method_title: tolerantText,
    transaction_id: tolerantText,
    created_via: tolerantText,
    customer_note: tolerantText,
    line_items: linesOf(lineItem),
    tax_lines: linesOf(taxLine),
    shipping_lines: linesOf(shippingLine),
    fee_lines: linesOf(feeLine),
    coupon_lines: linesOf(couponLine),
    refunds: linesOf(refundSummary),
    meta_data: metaData,
  })
  .transform((given): Order => ({
    id: given.id,
    number: given.number,
    status: given.status,
    currency: given.currency,
    pricesIncludeTax: given.prices_include_tax,
    createdAt: given.date_created_gmt,
    utcOffset: utcOffsetOf(given.date_created, given.date_created_gmt),
    modifiedAt: given.date_modified_gmt,
    paidAt: given.date_paid_gmt,
    completedAt: given.date_completed_gmt,
    discountTotal: given.discount_total,
    discountTax: given.discount_tax,
    shippingTotal: given.shipping_total,
    shippingTax: given.shipping_tax,
    cartTax: given.cart_tax,
    total: given.total,
    totalTax: given.total_tax,
    customerId: given.customer_id,
    billing: given.billing,
    shipping: given.shipping,
    paymentMethod: given.payment_method,
    paymentMethodTitle: given.payment_method_title,
    transactionId: given.transaction_id,
    createdVia: given.created_via,
    customerNote: given.customer_note,
    isVatExempt: given.meta_data['is_vat_exempt'] === 'yes',
    lineItems: given.line_items,
    taxLines: given.tax_lines,
    shippingLines: given.shipping_lines,
    feeLines: given.fee_lines,
    couponLines: given.coupon_lines,
    refunds: given.refunds,
    metaData: given.meta_data,
  }));
