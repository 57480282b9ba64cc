import { cents, formatCents } from '@ml-connector/kernel';
import { parseRefund, type Order, type Refund } from '@ml-connector/woocommerce';
import { meta, type Rate } from './shop-order.features.js';

export interface RefundedLine {
  /** Place of the line among the order's, from 0. Default 0. */
  readonly line?: number;
  readonly quantity?: number;
  /** Minor units without tax. */
  readonly net: number;
  /** Minor units of tax. */
  readonly tax?: number;
}

export interface ShopRefund {
  readonly id?: number;
  readonly createdAt?: string;
  readonly lines?: readonly RefundedLine[];
  readonly shipping?: Omit<RefundedLine, 'line' | 'quantity'>;
  /** Minor units, where it tells nothing else. */
  readonly amount?: number;
  /** The rate that all of its tax is of. */
  readonly rate?: Rate;
}

/** A refund as WooCommerce writes it: lines negative, the amount positive. */
export const shopRefund = (order: Order, given: ShopRefund): Refund => {
  const { id = 90, lines = [], shipping, rate } = given;
  const minus = (amount: number): string => formatCents(cents(0 - amount));
  const taxOf = (part: Pick<RefundedLine, 'tax'> | undefined): number => part?.tax ?? 0;
  const taxes = (tax: number) =>
    rate ? [{ id: rate.id, total: (tax / -100).toFixed(6), subtotal: '' }] : [];
  const lineTax = lines.reduce((sum, line) => sum + taxOf(line), 0);
  const parts = [...lines, ...(shipping ? [shipping] : [])];
  const told = parts.reduce((sum, part) => sum + part.net + taxOf(part), 0);
  return parseRefund({
    id,
    date_created_gmt: given.createdAt ?? '2026-05-06T10:00:00',
    amount: formatCents(cents(given.amount ?? told)),
    reason: '',
    refunded_payment: false,
    line_items: lines.map(({ line = 0, quantity = 0, net, tax = 0 }, index) => {
      const sold = order.lineItems[line];
      return {
        id: 600 + index,
        name: sold?.name ?? '',
        product_id: sold?.productId ?? 0,
        variation_id: sold?.variationId ?? 0,
        quantity: 0 - quantity,
        tax_class: '',
        subtotal: minus(net),
        subtotal_tax: minus(tax),
        total: minus(net),
        total_tax: minus(tax),
        taxes: taxes(tax),
        sku: sold?.sku ?? null,
        meta_data: meta({ _refunded_item_id: String(sold?.id ?? 0) }),
      };
    }),
    shipping_lines: shipping
      ? [
          {
            id: 700,
            method_title: 'Parcel',
            method_id: 'flat_rate',
            total: minus(shipping.net),
            total_tax: minus(taxOf(shipping)),
            taxes: taxes(taxOf(shipping)),
            meta_data: [],
          },
        ]
      : [],
    fee_lines: [],
    meta_data: [],
    tax_lines:
      rate && parts.length > 0
        ? [
            {
              id: 800,
              rate_id: rate.id,
              rate_code: rate.code,
              label: rate.code,
              compound: false,
              tax_total: minus(lineTax),
              shipping_tax_total: minus(taxOf(shipping)),
              rate_percent: rate.percent,
            },
          ]
        : [],
  });
};
