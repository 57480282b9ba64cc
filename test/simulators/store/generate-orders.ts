import { addressOf, PEOPLE, type Product, PRODUCTS } from './catalogue.js';
import { asText, asUnrounded, multiplyDivide } from './minor-units.js';
import { type PricedLine, priceLine, totalsOf } from './priced-order.js';
import { type SeededRandom, seededRandom } from './seeded-random.js';
import { gmtTime, siteTime } from './sim-time.js';
import { TAX_SCENARIOS } from './tax-scenarios.js';
import { taxOnNet, type TaxedAmount } from './taxed-amount.js';
import type { WooCharge, WooCustomer, WooLine, WooLineTax, WooOrder } from './woo-order.js';

/** What generated orders are made for. */
export interface GeneratorSettings {
  readonly seed: number;
  readonly decimals: number;
  readonly currency: string;
  /** Who may buy with an account; without any, all are guests. */
  readonly customers: readonly WooCustomer[];
}

/** Makes the next order. Ids of order and lines come from the store, `now` is the time of purchase in milliseconds. */
export type OrderGenerator = (ids: { next(): number; line(): number }, now: number) => WooOrder;

/**
 * A generator of valid orders that are the same for the same seed: several tax rates and scenarios, coupons, fees (negative
 * too), shipping, guests and customers. In each, total = Σ parts and total tax = Σ tax lines, exactly.
 */
export const orderGenerator = (settings: GeneratorSettings): OrderGenerator => {
  const random = seededRandom(settings.seed);
  return (ids, now) => generate(settings, random, { ids, now });
};

interface Occasion {
  readonly ids: { next(): number; line(): number };
  readonly now: number;
}

const COUPON = { code: 'ten%off', percent: 10 };

const generate = (
  { decimals, currency, customers }: GeneratorSettings,
  random: SeededRandom,
  { ids, now }: Occasion,
): WooOrder => {
  const id = ids.next();
  const scenario = random.chance(60) ? TAX_SCENARIOS[0] : random.pick(TAX_SCENARIOS);
  const discountPercent = random.chance(25) ? COUPON.percent : 0;
  const lines = Array.from({ length: random.whole(1, 5) }, () =>
    priceLine(random.pick(PRODUCTS), random.whole(1, 4), { scenario, discountPercent, decimals }),
  );
  const shipping = random.chance(80)
    ? [taxOnNet(unitsOf(random.pick([490, 990, 1500]), decimals), scenario.shippingRates, decimals)]
    : [];
  const feeRates = scenario.rates[''] ?? [];
  const fees = [
    ...(random.chance(20) ? [taxOnNet(unitsOf(250, decimals), feeRates, decimals)] : []),
    ...(random.chance(15) ? [taxOnNet(unitsOf(25, decimals), [], decimals)] : []),
    ...(random.chance(15) && netOf(lines) > unitsOf(1000, decimals)
      ? [taxOnNet(-unitsOf(500, decimals), feeRates, decimals)]
      : []),
  ];
  const totals = totalsOf({ lines, shipping, fees }, decimals);
  const customer = random.chance(50) ? customers[random.whole(0, customers.length - 1)] : undefined;
  const billing = customer
    ? { ...customer.billing, country: scenario.country, state: scenario.state }
    : addressOf(random.pick(PEOPLE), random.whole(100, 140), scenario);
  const { email: _email, ...shippingAddress } = billing;
  const cash = random.chance(20);
  const tax_lines = totals.taxLines.map((line) => ({ id: ids.line(), ...line, meta_data: [] }));
  return {
    id,
    parent_id: 0,
    status: cash ? 'completed' : 'processing',
    currency,
    version: '9.9.5',
    prices_include_tax: scenario.pricesIncludeTax,
    date_created: siteTime(now),
    date_modified: siteTime(now),
    ...totals.amounts,
    customer_id: customer?.id ?? 0,
    order_key: `wc_order_${random.hex(13)}`,
    billing,
    shipping: shippingAddress,
    payment_method: cash ? 'cod' : 'bacs',
    payment_method_title: cash ? 'Nachnahme' : 'Direct bank transfer',
    transaction_id: '',
    customer_ip_address: '',
    customer_user_agent: '',
    created_via: 'checkout',
    customer_note: random.chance(10) ? 'Bitte klingeln & warten' : '',
    date_completed: cash ? siteTime(now) : null,
    date_paid: siteTime(now),
    cart_hash: '',
    number: `${id}`,
    meta_data: scenario.exempt ? [{ id: ids.line(), key: 'is_vat_exempt', value: 'yes' }] : [],
    line_items: lines.map((line) => wooLine(line, ids.line(), decimals)),
    tax_lines,
    shipping_lines: shipping.map((charge, index) => ({
      id: ids.line(),
      method_title: index === 0 ? 'Standardversand' : 'Express',
      method_id: 'flat_rate',
      instance_id: '1',
      ...wooCharge(charge, decimals),
      tax_status: 'taxable',
      meta_data: [],
    })),
    fee_lines: fees.map((charge) => ({
      id: ids.line(),
      name: charge.net < 0 ? 'Treuerabatt' : 'Geschenkverpackung',
      tax_class: '',
      tax_status: charge.taxes.length === 0 ? 'none' : 'taxable',
      amount: '',
      ...wooCharge(charge, decimals),
      meta_data: [],
    })),
    coupon_lines: couponLines(discountPercent, totals.amounts, ids.line()),
    refunds: [],
    payment_url: '',
    is_editable: false,
    needs_payment: false,
    needs_processing: true,
    date_created_gmt: gmtTime(now),
    date_modified_gmt: gmtTime(now),
    date_completed_gmt: cash ? gmtTime(now) : null,
    date_paid_gmt: gmtTime(now),
    currency_symbol: currency === 'EUR' ? '€' : '$',
    _links: {},
  };
};

const unitsOf = (hundredths: number, decimals: number): number =>
  multiplyDivide(hundredths, 10 ** decimals, 100);

const netOf = (lines: readonly PricedLine[]): number =>
  lines.reduce((net, { total }) => net + total.net, 0);

const wooLine = (
  { product, quantity, subtotal, total }: PricedLine,
  id: number,
  decimals: number,
): WooLine => ({
  id,
  name: product.name,
  product_id: product.id,
  variation_id: product.variationId,
  quantity,
  tax_class: product.taxClass,
  subtotal: asText(subtotal.net, decimals),
  subtotal_tax: asText(subtotal.tax, decimals),
  total: asText(total.net, decimals),
  total_tax: asText(total.tax, decimals),
  taxes: lineTaxes(total, subtotal),
  meta_data: [],
  sku: product.sku,
  price: total.net / 10 ** decimals / quantity,
  image: { id: '', src: '' },
  parent_name: product.variationId === 0 ? null : parentName(product),
});

const parentName = (product: Product): string => product.name.split(' - ', 1)[0] ?? product.name;

const lineTaxes = (total: TaxedAmount, subtotal: TaxedAmount): WooLineTax[] =>
  total.taxes.map(({ rate, unrounded }, index) => ({
    id: rate.id,
    total: asUnrounded(unrounded),
    subtotal: asUnrounded(subtotal.taxes[index]?.unrounded ?? 0),
  }));

const wooCharge = (
  charge: TaxedAmount,
  decimals: number,
): Pick<WooCharge, 'total' | 'total_tax' | 'taxes'> => ({
  total: asText(charge.net, decimals),
  total_tax: asText(charge.tax, decimals),
  taxes: charge.taxes.map(({ rate, unrounded }) => ({
    id: rate.id,
    total: asUnrounded(unrounded),
    subtotal: '',
  })),
});

const couponLines = (
  percent: number,
  { discount_total, discount_tax }: { discount_total: string; discount_tax: string },
  id: number,
): readonly object[] =>
  percent === 0
    ? []
    : [
        {
          id,
          code: COUPON.code,
          discount: discount_total,
          discount_tax,
          meta_data: [],
          discount_type: 'percent',
          nominal_amount: percent,
          free_shipping: false,
        },
      ];
