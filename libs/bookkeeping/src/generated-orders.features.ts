import { cents, formatCents } from '@ml-connector/kernel';
import { type Order, parseOrder, parseRefund, type Refund } from '@ml-connector/woocommerce';
import fc from 'fast-check';

/** Whatever a person, a plugin or an attacker may have typed. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    'NULL',
    '<b>fett</b>',
    '&amp;amp;',
    'Käse &amp; Brot',
    '😀',
    'Иван Петрович',
    'a:b\tc',
    '‮abc',
  ),
);

const money = (most: number) => fc.integer({ min: 0, max: most });
const decimal = (amount: number): string => formatCents(cents(amount));

const line = fc.record({
  name: text,
  sku: fc.oneof(fc.constantFrom('TS-001', 'MUG'), text),
  quantity: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(0.333)),
  subtotal: money(500_000),
  /** In thousandths of the subtotal. */
  discount: fc.oneof(fc.constant(0), fc.nat(1_000)),
});

const rate = fc.record({ label: text, perMille: fc.integer({ min: 0, max: 300 }) });

const address = fc.record({
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: fc.constantFrom('DE', 'US', ''),
  email: fc.oneof(fc.emailAddress(), text),
  phone: text,
});

/** An order as a shop reckons it, with what its lines, rates and extras come to. */
export const generatedOrder: fc.Arbitrary<GeneratedOrder> = fc
  .record({
    number: fc.oneof(
      fc.nat(99_999_999).map(String),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    ),
    status: fc.constantFrom('processing', 'completed'),
    customerId: fc.nat(3),
    coupons: fc.array(text, { maxLength: 2 }),
    lines: fc.array(line, { maxLength: 12 }),
    rates: fc.array(rate, { maxLength: 3 }),
    shipping: fc.array(money(5_000), { maxLength: 2 }),
    fees: fc.array(fc.integer({ min: -500, max: 5_000 }), { maxLength: 2 }),
    billing: address,
    shippingTo: address,
    hasPadding: fc.boolean(),
  })
  .map((given) => {
    const lines = given.lines.map((one) => ({
      ...one,
      total: one.subtotal - Math.floor((one.subtotal * one.discount) / 1_000),
    }));
    const goods = lines.reduce((sum, { total }) => sum + total, 0);
    const shipping = given.shipping.reduce((sum, amount) => sum + amount, 0);
    const fees = given.fees.reduce((sum, amount) => sum + amount, 0);
    const taxes = given.rates.map(({ perMille }) => ({
      goods: Math.round((goods * perMille) / 1_000),
      shipping: Math.round((shipping * perMille) / 1_000),
    }));
    const tax = taxes.reduce((sum, one) => sum + one.goods + one.shipping, 0);
    const total = goods + shipping + fees + tax;
    const pad = (amount: number): string => `${decimal(amount)}${given.hasPadding ? '0000' : ''}`;
    const json = {
      id: 7,
      number: given.number,
      status: given.status,
      currency: 'EUR',
      prices_include_tax: false,
      date_created_gmt: '2026-05-05T10:00:00',
      date_modified_gmt: '2026-05-05T10:00:00',
      date_paid_gmt: '2026-05-05T10:00:00',
      date_completed_gmt: null,
      discount_total: pad(lines.reduce((sum, one) => sum + one.subtotal - one.total, 0)),
      discount_tax: '0.00',
      shipping_total: pad(shipping),
      shipping_tax: pad(taxes.reduce((sum, one) => sum + one.shipping, 0)),
      cart_tax: pad(taxes.reduce((sum, one) => sum + one.goods, 0)),
      total: pad(total),
      total_tax: pad(tax),
      customer_id: given.customerId,
      billing: given.billing,
      shipping: given.shippingTo,
      payment_method: 'cod',
      payment_method_title: 'Cash on delivery',
      transaction_id: '',
      created_via: 'checkout',
      customer_note: '',
      line_items: lines.map((one, index) => ({
        id: index + 1,
        name: one.name,
        product_id: 1,
        variation_id: 0,
        quantity: one.quantity,
        tax_class: '',
        subtotal: pad(one.subtotal),
        subtotal_tax: '0.00',
        total: pad(one.total),
        total_tax: '0.00',
        taxes: [],
        sku: one.sku,
        meta_data: [],
      })),
      tax_lines: taxes.map((one, index) => ({
        id: index + 100,
        rate_id: index + 1,
        rate_code: `R-${index}`,
        label: given.rates[index]?.label ?? '',
        compound: false,
        tax_total: pad(one.goods),
        shipping_tax_total: pad(one.shipping),
        rate_percent: 19,
      })),
      shipping_lines: given.shipping.map((amount, index) => ({
        id: index + 200,
        method_title: 'Parcel',
        method_id: 'flat_rate',
        total: pad(amount),
        total_tax: '0.00',
        taxes: [],
        meta_data: [],
      })),
      fee_lines: given.fees.map((amount, index) => ({
        id: index + 300,
        name: 'Fee',
        tax_class: '',
        tax_status: 'none',
        total: pad(amount),
        total_tax: '0.00',
        taxes: [],
        meta_data: [],
      })),
      coupon_lines: given.coupons.map((code, index) => ({ id: index + 400, code })),
      refunds: [{ id: 9, reason: '', total: pad(-total) }],
      meta_data: [],
    };
    return { order: parseOrder(json), refund: refundOf(json), total };
  });

export interface GeneratedOrder {
  readonly order: Order;
  /** Of everything, line by line. */
  readonly refund: Refund;
  /** Minor units. */
  readonly total: number;
}

interface Sold {
  readonly total: string;
  readonly line_items: readonly RefundableLine[];
  readonly shipping_lines: readonly RefundableLine[];
  readonly fee_lines: readonly RefundableLine[];
  readonly tax_lines: readonly {
    readonly tax_total: string;
    readonly shipping_tax_total: string;
  }[];
}
interface RefundableLine {
  readonly total: string;
  readonly quantity?: number;
}

const negative = (amount: string): string =>
  amount.startsWith('-') ? amount.slice(1) : `-${amount}`;

const refundOf = (sold: Sold): Refund => {
  const back = <Line extends RefundableLine>(one: Line) => ({
    ...one,
    total: negative(one.total),
    ...(one.quantity === undefined ? {} : { quantity: -one.quantity }),
  });
  return parseRefund({
    id: 9,
    date_created_gmt: '2026-05-06T10:00:00',
    amount: sold.total.replace('-', ''),
    reason: '',
    refunded_payment: false,
    line_items: sold.line_items.map(back),
    shipping_lines: sold.shipping_lines.map(back),
    fee_lines: sold.fee_lines.map(back),
    tax_lines: sold.tax_lines.map((tax) => ({
      ...tax,
      tax_total: negative(tax.tax_total),
      shipping_tax_total: negative(tax.shipping_tax_total),
    })),
    meta_data: [],
  });
};
