import { z } from 'zod';

import type { DecimalText } from './field.js';
import {
  decimalText,
  identifier,
  linesOf,
  optionalDecimalText,
  text,
  tolerantIdentifier,
  tolerantText,
} from './field.js';
import { metaData, type MetaData } from './meta-data.js';

/** The part of a line's tax that one rate makes up, unrounded: `"6.383361"`. `null` where the store wrote `""`. */
export interface LineTax {
  readonly rateId: number;
  readonly total: DecimalText | null;
  /** Before discounts; `null` for shipping and fees. */
  readonly subtotal: DecimalText | null;
}

/** One product line. Amounts exclude tax, whatever the store's prices include; in a refund they are negative. */
export interface LineItem {
  readonly id: number;
  readonly name: string;
  /** 0 if the product was deleted. */
  readonly productId: number;
  /** 0 if it is not a variation. */
  readonly variationId: number;
  /** Whole in WooCommerce itself; plugins sell fractions. Negative in a refund. */
  readonly quantity: number;
  readonly taxClass: string;
  /** Before discounts. */
  readonly subtotal: DecimalText;
  readonly subtotalTax: DecimalText;
  /** After discounts. */
  readonly total: DecimalText;
  readonly totalTax: DecimalText;
  readonly taxes: readonly LineTax[];
  /** `null` if the product was deleted or has none. A variation without one shows its parent's. */
  readonly sku: string | null;
  readonly meta: MetaData;
}

/** What one tax rate adds up to over the order. */
export interface TaxLine {
  readonly id: number;
  readonly rateId: number;
  readonly rateCode: string;
  readonly label: string;
  readonly compound: boolean;
  readonly taxTotal: DecimalText;
  readonly shippingTaxTotal: DecimalText;
  /** In percent, e.g. `"9.975"`; `null` if the store did not say. */
  readonly ratePercent: DecimalText | null;
}

export interface ShippingLine {
  readonly id: number;
  readonly methodTitle: string;
  readonly methodId: string;
  readonly total: DecimalText;
  readonly totalTax: DecimalText;
  readonly taxes: readonly LineTax[];
  readonly meta: MetaData;
}

/** A fee, or with a negative total a discount that somebody made by hand. */
export interface FeeLine {
  readonly id: number;
  readonly name: string;
  readonly taxClass: string;
  readonly taxStatus: string;
  readonly total: DecimalText;
  readonly totalTax: DecimalText;
  readonly taxes: readonly LineTax[];
  readonly meta: MetaData;
}

/** A coupon that was used. Its own `discount` is unreliable in WooCommerce and left out: use the lines or the order's discount. */
export interface CouponLine {
  readonly id: number;
  readonly code: string;
}

const taxes = linesOf(
  z
    .object({ id: tolerantIdentifier, total: optionalDecimalText, subtotal: optionalDecimalText })
    .transform(({ id, total, subtotal }): LineTax => ({ rateId: id, total, subtotal })),
);

export const lineItem = z
  .object({
    id: identifier,
    name: tolerantText,
    product_id: identifier,
    variation_id: identifier.nullish(),
    quantity: z.number().min(-1_000_000_000).max(1_000_000_000),
    tax_class: tolerantText,
    subtotal: decimalText,
    subtotal_tax: decimalText,
    total: decimalText,
    total_tax: decimalText,
    taxes,
    sku: tolerantText,
    meta_data: metaData,
  })
  .transform((line): LineItem => ({
    id: line.id,
    name: line.name,
    productId: line.product_id,
    variationId: line.variation_id ?? 0,
    quantity: line.quantity,
    taxClass: line.tax_class,
    subtotal: line.subtotal,
    subtotalTax: line.subtotal_tax,
    total: line.total,
    totalTax: line.total_tax,
    taxes: line.taxes,
    sku: line.sku === '' ? null : line.sku,
    meta: line.meta_data,
  }));

const percent = z
  .union([z.number().transform(String), z.string()])
  .nullish()
  .transform((value) => decimalText.safeParse(value).data ?? null);

export const taxLine = z
  .object({
    id: identifier,
    rate_id: tolerantIdentifier,
    rate_code: tolerantText,
    label: tolerantText,
    compound: z.boolean(),
    tax_total: decimalText,
    shipping_tax_total: decimalText,
    rate_percent: percent,
  })
  .transform((line): TaxLine => ({
    id: line.id,
    rateId: line.rate_id,
    rateCode: line.rate_code,
    label: line.label,
    compound: line.compound,
    taxTotal: line.tax_total,
    shippingTaxTotal: line.shipping_tax_total,
    ratePercent: line.rate_percent,
  }));

export const shippingLine = z
  .object({
    id: identifier,
    method_title: tolerantText,
    method_id: tolerantText,
    total: decimalText,
    total_tax: decimalText,
    taxes,
    meta_data: metaData,
  })
  .transform((line): ShippingLine => ({
    id: line.id,
    methodTitle: line.method_title,
    methodId: line.method_id,
    total: line.total,
    totalTax: line.total_tax,
    taxes: line.taxes,
    meta: line.meta_data,
  }));

export const feeLine = z
  .object({
    id: identifier,
    name: tolerantText,
    tax_class: tolerantText,
    tax_status: tolerantText,
    total: decimalText,
    total_tax: decimalText,
    taxes,
    meta_data: metaData,
  })
  .transform((line): FeeLine => ({
    id: line.id,
    name: line.name,
    taxClass: line.tax_class,
    taxStatus: line.tax_status,
    total: line.total,
    totalTax: line.total_tax,
    taxes: line.taxes,
    meta: line.meta_data,
  }));

export const couponLine = z
  .object({ id: identifier, code: text })
  .transform(({ id, code }): CouponLine => ({ id, code }));
