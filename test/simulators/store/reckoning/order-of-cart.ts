import { asText, sum } from '../minor-units.js';
import type { WooAddress, WooCharge, WooLine, WooLineTax, WooOrder } from '../woo-order.js';
import type { Cart, Micro } from './cart.js';
import { reckonCart, type ReckonedOrder, type ReckonedPart } from './reckon-cart.js';

/** Whatever of an order does not come from its cart. */
export interface OrderHead {
  readonly id: number;
  readonly number: string;
  readonly status: string;
  readonly currency: string;
  /** 0 for a guest. */
  readonly customerId: number;
  readonly billing: WooAddress;
  readonly paymentMethod: string;
  /** UTC, `2026-05-05T10:00:00`. */
  readonly createdAt: string;
  readonly coupons: readonly string[];
}

/** An amount in micro units as the store prints it. */
export const printed = (amount: Micro, decimals: number): string =>
  asText(Math.round(amount / 10 ** (6 - decimals)), decimals);

/** The order as wc/v3 shows it. */
export const orderOfCart = (cart: Cart, head: OrderHead): WooOrder =>
  orderOfReckoning(cart, reckonCart(cart), head);

const orderOfReckoning = (cart: Cart, reckoned: ReckonedOrder, head: OrderHead): WooOrder => {
  const text = (amount: Micro) => printed(amount, cart.decimals);
  const { lines, shipping, fees, rates } = reckoned;
  const off = lines.map(({ subtotal, total }) => subtotal.printedNet - total.printedNet);
  const offTax = lines.map(({ subtotal, total }) => subtotal.printedTax - total.printedTax);
  return {
    id: head.id,
    parent_id: 0,
    status: head.status,
    currency: head.currency,
    version: '9.9.5',
    prices_include_tax: cart.pricesIncludeTax,
    date_created: head.createdAt,
    date_modified: head.createdAt,
    discount_total: text(sum(off)),
    discount_tax: text(sum(offTax)),
    shipping_total: text(sum(shipping.map(({ part }) => part.printedNet))),
    shipping_tax: text(sum(rates.map(({ onShipping }) => onShipping))),
    cart_tax: text(sum(rates.map(({ onGoods }) => onGoods))),
    total: text(reckoned.total),
    total_tax: text(reckoned.totalTax),
    customer_id: head.customerId,
    order_key: `wc_order_${head.id}`,
    billing: head.billing,
    shipping: head.billing,
    payment_method: head.paymentMethod,
    payment_method_title: head.paymentMethod,
    transaction_id: '',
    created_via: 'checkout',
    customer_note: '',
    date_completed: null,
    date_paid: head.createdAt,
    number: head.number,
    meta_data: [],
    line_items: lines.map(({ line, subtotal, total }, index): WooLine => ({
      id: index + 1,
      name: line.name,
      product_id: index + 1,
      variation_id: 0,
      quantity: line.quantity / 1_000,
      tax_class: line.taxClass,
      subtotal: text(subtotal.printedNet),
      subtotal_tax: text(subtotal.printedTax),
      total: text(total.printedNet),
      total_tax: text(total.printedTax),
      taxes: lineTaxes(total),
      meta_data: [],
      sku: line.sku,
      price: line.quantity === 0 ? 0 : (total.net / line.quantity) * 0.001,
    })),
    tax_lines: rates.map(({ rate, onGoods, onShipping }, index) => ({
      id: 1_000 + index,
      rate_code: `RATE-${rate.id}`,
      rate_id: rate.id,
      label: rate.label,
      compound: rate.compound,
      tax_total: text(onGoods),
      shipping_tax_total: text(onShipping),
      rate_percent: rate.milliPercent / 1_000,
      meta_data: [],
    })),
    shipping_lines: shipping.map(({ charge, part }, index) => ({
      ...chargeOf(2_000 + index, part, text),
      method_title: charge.method,
      method_id: 'flat_rate',
      tax_status: 'taxable',
    })),
    fee_lines: fees.map(({ fee, part }, index) => ({
      ...chargeOf(3_000 + index, part, text),
      name: fee.name,
      tax_class: fee.taxClass ?? '',
      tax_status: fee.taxClass === null ? 'none' : 'taxable',
      amount: '',
    })),
    coupon_lines: head.coupons.map((code, index) => ({ id: 4_000 + index, code, discount: '0' })),
    refunds: [],
    date_created_gmt: head.createdAt,
    date_modified_gmt: head.createdAt,
    date_completed_gmt: null,
    date_paid_gmt: head.createdAt,
  };
};

const chargeOf = (
  id: number,
  part: ReckonedPart,
  text: (amount: Micro) => string,
): WooCharge & { meta_data: [] } => ({
  id,
  total: text(part.printedNet),
  total_tax: text(part.printedTax),
  taxes: lineTaxes(part),
  meta_data: [],
});

const lineTaxes = ({ taxes }: ReckonedPart): WooLineTax[] =>
  taxes.map(({ rate, amount }) => ({
    id: rate.id,
    total: asText(amount, 6).replace(/\.?0+$/, '') || '0',
    subtotal: '',
  }));
