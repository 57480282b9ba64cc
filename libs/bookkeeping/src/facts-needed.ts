import type { Rules } from '@ml-connector/connections';
import type { FactsNeeded } from './company-facts.js';
import type { KnownOrder } from './decide-documents.js';
import { itemByPrefix, itemByRule, itemKeysOf } from './find-item.js';
import { OWN_ITEM_NAMES } from './own-items.js';
import { productName } from './product-name.js';

/** The items that an order and its refunds could need, by every name under which they are looked for. */
export const itemsNeeded = ({ order, refunds }: KnownOrder, rules: Rules): readonly string[] =>
  [
    ...OWN_ITEM_NAMES,
    ...(rules.catchAllItem === null ? [] : [rules.catchAllItem]),
    ...Object.values(rules.taxItems),
    ...namedForCharges(rules),
    ...[...order.lineItems, ...refunds.flatMap((refund) => refund.lineItems)].flatMap((line) => {
      const { sku, productId, variationId } = line;
      const product = { sku, productId, variationId, name: productName(line) };
      return [
        ...itemKeysOf(product),
        ...[itemByRule(product, rules), itemByPrefix(product, rules)].filter(
          (name) => name !== undefined,
        ),
      ];
    }),
  ].filter((name) => name !== '' && name.length <= LONGEST_FULL_NAME);

const namedForCharges = (rules: Rules): readonly string[] => [
  ...Object.values(rules.shippingItems),
  ...Object.values(rules.feeItems),
  ...Object.values(rules.couponItems),
  ...rules.metaLines.map(({ item }) => item),
  ...(rules.discountItem === null ? [] : [rules.discountItem]),
];

/** No item of QuickBooks has a longer name. */
const LONGEST_FULL_NAME = 159;

export const mergeNeeds = (needs: readonly FactsNeeded[]): FactsNeeded => ({
  items: [...new Set(needs.flatMap(({ items }) => items))],
  entities: [...new Set(needs.flatMap(({ entities }) => entities))],
  emails: [...new Set(needs.flatMap(({ emails }) => emails))],
});
