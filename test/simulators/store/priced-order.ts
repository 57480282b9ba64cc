import type { Product } from './catalogue.js';
import { asText, multiplyDivide, sum } from './minor-units.js';
import type { TaxRate, TaxScenario } from './tax-scenarios.js';
import { taxInGross, taxOnNet, type TaxedAmount } from './taxed-amount.js';

/** A line with its amounts in minor units, before and after discounts. */
export interface PricedLine {
  readonly product: Product;
  readonly quantity: number;
  readonly subtotal: TaxedAmount;
  readonly total: TaxedAmount;
}

/** Prices a line as WooCommerce does: entered prices include tax or not, a percent coupon lowers the entered amount. */
export const priceLine = (
  product: Product,
  quantity: number,
  {
    scenario,
    discountPercent,
    decimals,
  }: { scenario: TaxScenario; discountPercent: number; decimals: number },
): PricedLine => {
  const entered = multiplyDivide(product.price, 10 ** decimals, 100) * quantity;
  const discounted = entered - multiplyDivide(entered, discountPercent, 100);
  const rates = scenario.rates[product.taxClass] ?? [];
  const taxed = (amount: number) =>
    scenario.pricesIncludeTax
      ? taxInGross(amount, rates[0], decimals)
      : taxOnNet(amount, rates, decimals);
  return { product, quantity, subtotal: taxed(entered), total: taxed(discounted) };
};

export interface OrderParts {
  readonly lines: readonly PricedLine[];
  readonly shipping: readonly TaxedAmount[];
  readonly fees: readonly TaxedAmount[];
}

/** The amounts at the head of the order and its tax lines, as decimal strings. */
export const totalsOf = ({ lines, shipping, fees }: OrderParts, decimals: number) => {
  const text = (units: number) => asText(units, decimals);
  const totals = lines.map(({ total }) => total);
  const cart = [...totals, ...fees];
  const net = sum([...cart, ...shipping].map((amount) => amount.net));
  const cartTax = sum(cart.map(({ tax }) => tax));
  const shippingTax = sum(shipping.map(({ tax }) => tax));
  const discount = sum(lines.map(({ subtotal, total }) => subtotal.net - total.net));
  const discountTax = sum(lines.map(({ subtotal, total }) => subtotal.tax - total.tax));
  const rates = new Map<number, TaxRate>(
    [...cart, ...shipping].flatMap(({ taxes }) => taxes.map(({ rate }) => [rate.id, rate])),
  );
  return {
    amounts: {
      discount_total: text(discount),
      discount_tax: text(discountTax),
      shipping_total: text(sum(shipping.map((amount) => amount.net))),
      shipping_tax: text(shippingTax),
      cart_tax: text(cartTax),
      total: text(net + cartTax + shippingTax),
      total_tax: text(cartTax + shippingTax),
    },
    taxLines: [...rates.values()].map((rate) => ({
      rate_code: rate.code,
      rate_id: rate.id,
      label: rate.label,
      compound: rate.compound,
      tax_total: text(taxOf(rate, cart)),
      shipping_tax_total: text(taxOf(rate, shipping)),
      rate_percent: rate.milliPercent / 1000,
    })),
  };
};

const taxOf = (rate: TaxRate, amounts: readonly TaxedAmount[]): number =>
  sum(
    amounts.flatMap(({ taxes }) =>
      taxes.filter((tax) => tax.rate.id === rate.id).map(({ rounded }) => rounded),
    ),
  );
