import { add, cents, formatCents } from '@ml-connector/kernel';
import { type Order, parseOrder } from '@ml-connector/woocommerce';

/** A tax rate of the made-up shop. */
export interface Rate {
  readonly id: number;
  readonly code: string;
  readonly percent: number;
  /** Raised on the taxes before it too. */
  readonly compound?: boolean;
}

export interface Sold {
  readonly name?: string;
  readonly sku?: string | null;
  readonly productId?: number;
  readonly variationId?: number;
  readonly quantity?: number;
  /** Minor units without tax, before discounts. */
  readonly price: number;
  /** Minor units taken off. */
  readonly off?: number;
  /** Those that apply; default all. */
  readonly rates?: readonly Rate[];
  readonly meta?: Readonly<Record<string, string>>;
}

export interface Charge {
  readonly name: string;
  readonly method?: string;
  readonly price: number;
  readonly rates?: readonly Rate[];
}

export interface ShopOrder {
  readonly lines: readonly Sold[];
  readonly shipping?: readonly Charge[];
  readonly fees?: readonly Charge[];
  readonly rates?: readonly Rate[];
  readonly coupons?: readonly string[];
  /** The shop rounds each rate once, over the whole order. */
  readonly roundsAtSubtotal?: boolean;
  /** Decimals in which the shop writes amounts; default 2. */
  readonly decimals?: number;
  /** Members of the order that stand as they are. */
  readonly with?: Readonly<Record<string, unknown>>;
}

/** An order as WooCommerce reckons and writes it. */
export const shopOrder = (given: ShopOrder): Order => {
  const { rates = [], shipping = [], fees = [], decimals = 2 } = given;
  const text = (amount: number): string => {
    const exact = formatCents(cents(amount));
    return decimals >= 2 ? exact.padEnd(exact.length + decimals - 2, '0') : exact.slice(0, -3);
  };
  const taxed = (net: number, of: readonly Rate[]): readonly RateTax[] => raise(net, of);
  const lines = given.lines.map((line) => {
    const total = line.price - (line.off ?? 0);
    return { ...line, total, taxes: taxed(total, line.rates ?? rates) };
  });
  const charges = (of: readonly Charge[]) =>
    of.map((charge) => ({ ...charge, taxes: taxed(charge.price, charge.rates ?? rates) }));
  const [sent, extra] = [charges(shipping), charges(fees)];
  const sumOf = (parts: readonly { readonly taxes: readonly RateTax[] }[], rate: Rate): number => {
    const exact = parts.flatMap(({ taxes }) =>
      taxes.filter((tax) => tax.rate.id === rate.id).map((tax) => tax.exact),
    );
    return given.roundsAtSubtotal
      ? Math.round(exact.reduce((sum, one) => sum + one, 0))
      : exact.reduce((sum, one) => sum + Math.round(one), 0);
  };
  const taxLines = rates.map((rate) => ({
    id: 100 + rate.id,
    rate_id: rate.id,
    rate_code: rate.code,
    label: rate.code,
    compound: rate.compound ?? false,
    tax_total: sumOf([...lines, ...extra], rate),
    shipping_tax_total: sumOf(sent, rate),
    rate_percent: rate.percent,
  }));
  const shippingTax = total(taxLines.map((line) => line.shipping_tax_total));
  const cartTax = total(taxLines.map((line) => line.tax_total));
  const shippingTotal = total(sent.map(({ price }) => price));
  const net = total([
    ...lines.map((line) => line.total),
    shippingTotal,
    ...extra.map(({ price }) => price),
  ]);
  const lineTaxes = (taxes: readonly RateTax[]) =>
    taxes.map(({ rate, exact }) => ({
      id: rate.id,
      total: exact === 0 ? '0' : (exact / 100).toFixed(6),
      subtotal: '',
    }));
  const taxText = (taxes: readonly RateTax[]): string =>
    text(total(taxes.map(({ exact }) => Math.round(exact))));
  const charged = (one: (typeof sent)[number]) => ({
    total: text(one.price),
    total_tax: taxText(one.taxes),
    taxes: lineTaxes(one.taxes),
    meta_data: [],
  });
  return parseOrder({
    id: 7,
    number: '7',
    status: 'processing',
    currency: 'EUR',
    prices_include_tax: false,
    date_created: '2026-05-05T12:00:00',
    date_created_gmt: '2026-05-05T10:00:00',
    date_modified_gmt: '2026-05-05T10:00:00',
    date_paid_gmt: '2026-05-05T10:00:00',
    date_completed_gmt: null,
    discount_total: text(total(lines.map(({ off = 0 }) => off))),
    discount_tax: text(0),
    shipping_total: text(shippingTotal),
    shipping_tax: text(shippingTax),
    cart_tax: text(cartTax),
    total: text(net + cartTax + shippingTax),
    total_tax: text(cartTax + shippingTax),
    customer_id: 3,
    billing: ADDRESS,
    shipping: ADDRESS,
    payment_method: 'cod',
    payment_method_title: 'Cash on delivery',
    transaction_id: '',
    created_via: 'checkout',
    customer_note: '',
    line_items: lines.map((line, index) => ({
      id: index + 1,
      name: line.name ?? 'T-Shirt',
      product_id: line.productId ?? 11,
      variation_id: line.variationId ?? 0,
      quantity: line.quantity ?? 1,
      tax_class: '',
      subtotal: text(line.price),
      subtotal_tax: text(0),
      total: text(line.total),
      total_tax: taxText(line.taxes),
      taxes: lineTaxes(line.taxes),
      sku: line.sku === undefined ? 'TS-001' : line.sku,
      meta_data: meta(line.meta),
    })),
    tax_lines: taxLines.map((line) => ({
      ...line,
      tax_total: text(line.tax_total),
      shipping_tax_total: text(line.shipping_tax_total),
    })),
    shipping_lines: sent.map((one, index) => ({
      id: 200 + index,
      method_title: one.name,
      method_id: one.method ?? 'flat_rate',
      ...charged(one),
    })),
    fee_lines: extra.map((one, index) => ({
      id: 300 + index,
      name: one.name,
      tax_class: '',
      tax_status: 'taxable',
      ...charged(one),
    })),
    coupon_lines: (given.coupons ?? []).map((code, index) => ({ id: 400 + index, code })),
    refunds: [],
    meta_data: [],
    ...given.with,
  });
};

/** `meta_data` as WooCommerce writes it. */
export const meta = (values: Readonly<Record<string, string>> = {}) =>
  Object.entries(values).map(([key, value], index) => ({ id: 500 + index, key, value }));

interface RateTax {
  readonly rate: Rate;
  /** Minor units, unrounded. */
  readonly exact: number;
}

const raise = (net: number, rates: readonly Rate[]): readonly RateTax[] => {
  const taxes: RateTax[] = [];
  for (const rate of rates) {
    const before = rate.compound ? taxes.reduce((sum, { exact }) => sum + exact, 0) : 0;
    taxes.push({ rate, exact: ((net + before) * rate.percent) / 100 });
  }
  return taxes;
};

const total = (amounts: readonly number[]): number => add(cents(0), ...amounts.map(cents));

const ADDRESS = {
  first_name: 'Erika',
  last_name: 'Mustermann',
  company: '',
  address_1: 'Pier 1',
  address_2: '',
  city: 'Bayshore',
  state: 'CA',
  postcode: '94326',
  country: 'US',
  email: 'erika@example.test',
  phone: '',
};
