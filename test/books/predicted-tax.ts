import { percentOf } from '../simulators/company/transactions/cents.js';
import type { CartRate } from '../simulators/store/reckoning/cart.js';
import { asUnits, sum } from '../simulators/store/minor-units.js';
import type { WooCharge, WooOrder } from '../simulators/store/woo-order.js';
import { ROUNDING_LIMIT } from './predicted-hold.js';

/** How a bookkeeper would let QuickBooks compute the tax: by rate ids, the percentages of the item or group that stands for them. */
export type TaxItemRates = ReadonlyMap<string, readonly string[]>;

export const rateKey = (ids: readonly number[]): string => ids.toSorted((a, b) => a - b).join('+');

/** Whether QuickBooks, with one tax item a document, comes within the limit of what the shop took. */
export type TaxPrediction =
  | 'no tax'
  | 'computed'
  | 'TAX_NOT_COMPUTABLE'
  | 'TAX_DIFFERS'
  | 'TAX_ITEM_NEEDED';

export const predictTax = (order: WooOrder, items: TaxItemRates): TaxPrediction => {
  const raised = new Set(order.tax_lines.map(({ rate_id }) => rate_id));
  const isTaxed = order.tax_lines.some(
    ({ tax_total, shipping_tax_total }) => cents(tax_total) + cents(shipping_tax_total) !== 0,
  );
  if (!isTaxed) return 'no tax';
  const parts = [
    ...order.line_items.map((line) => ({
      line,
      weight: cents(line.subtotal) || cents(line.total),
    })),
    ...[...order.shipping_lines, ...order.fee_lines].map((line) => ({
      line,
      weight: cents(line.total),
    })),
  ].map(({ line, weight }) => ({
    weight,
    net: cents(line.total),
    key: rateKey(ratesOf(line, raised)),
  }));
  const keys = new Set(
    parts.filter(({ weight, key }) => weight !== 0 && key !== '').map(({ key }) => key),
  );
  const [key] = keys;
  if (key === undefined || keys.size > 1) return 'TAX_NOT_COMPUTABLE';
  const rates = items.get(key);
  if (!rates) return 'TAX_ITEM_NEEDED';
  const taxable = sum(parts.filter((part) => part.key !== '').map(({ net }) => net));
  const computed = sum(rates.map((rate) => percentOf(taxable, rate)));
  const nets = sum(parts.map(({ net }) => net));
  const difference = cents(order.total) - nets - computed;
  return Math.abs(difference) > ROUNDING_LIMIT ? 'TAX_DIFFERS' : 'computed';
};

const ratesOf = ({ taxes }: WooCharge, raised: ReadonlySet<CartRate['id']>): readonly number[] =>
  taxes.map(({ id }) => id).filter((id) => raised.has(id));

const cents = (text: string): number => asUnits(text, 2);
