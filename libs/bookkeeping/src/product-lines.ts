import type { Rules } from '@ml-connector/connections';
import { type Cents, subtract } from '@ml-connector/kernel';
import type { LineItem, Order, TaxLine } from '@ml-connector/woocommerce';
import { discountItem } from './charge-items.js';
import { ratesOn } from './line-rates.js';
import { orderText } from './order-text.js';
import { productName, quantityText } from './product-name.js';
import { readAmount } from './read-amount.js';
import type { ProductLine, SaleLine } from './sale-line.js';

/**
 * The order's products at their price before discounts, by rule each with what was taken off it below.
 * @throws TooFine
 */
export const productLines = (order: Order, rules: Rules): readonly SaleLine[] =>
  order.lineItems.flatMap((line): readonly SaleLine[] => {
    const product = { ...productLine(line, order.taxLines), others: othersOf(line, order, rules) };
    if (rules.zeroLines === 'leave-out' && product.amount === 0) return [];
    if (rules.discounts === 'order') return [product];
    const by = discountItem(order.couponLines, rules);
    const { rates } = product;
    return [
      product,
      { kind: 'discount', amount: takenOff(line), name: `Discount on ${product.name}`, rates, by },
    ];
  });

const LONGEST_OTHER = 29;

const othersOf = (
  { meta }: LineItem,
  order: Order,
  { fields }: Rules,
): NonNullable<ProductLine['others']> => {
  const text = (pattern: string): string =>
    orderText(pattern, order, { meta, maxLength: LONGEST_OTHER });
  const [Other1, Other2] = [text(fields.lineOther1), text(fields.lineOther2)];
  return { ...(Other1 === '' ? {} : { Other1 }), ...(Other2 === '' ? {} : { Other2 }) };
};

/** A line that somebody made dearer than its price stands at what was paid: there is no negative discount. */
const productLine = (line: LineItem, rates: readonly TaxLine[]): ProductLine => ({
  kind: 'product',
  amount: grossOf(line),
  name: productName(line),
  sku: line.sku,
  productId: line.productId,
  variationId: line.variationId,
  quantity: line.quantity > 0 ? quantityText(line.quantity) : null,
  rates: ratesOn(line, rates),
});

const placeOf = (line: LineItem): string => `the line of ${productName(line)}`;

const grossOf = (line: LineItem): Cents => {
  const subtotal = readAmount(line.subtotal, placeOf(line));
  const total = readAmount(line.total, placeOf(line));
  return total > subtotal ? total : subtotal;
};

/** Zero or negative. @throws TooFine */
export const takenOff = (line: LineItem): Cents =>
  subtract(readAmount(line.total, placeOf(line)), grossOf(line));
