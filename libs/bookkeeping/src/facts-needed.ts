import type { Rules } from '@ml-connector/connections';
import type { FactsNeeded } from './company-facts.js';
import type { KnownOrder } from './decide-documents.js';
import { itemByRule, itemKeysOf } from './find-item.js';
import { OWN_ITEM_NAMES } from './own-items.js';
import { productName } from './read-sale.js';

/** The items that an order and its refunds could need, by every name under which they are looked for. */
export const itemsNeeded = ({ order, refunds }: KnownOrder, rules: Rules): readonly string[] =>
  [
    ...OWN_ITEM_NAMES,
    ...(rules.catchAllItem === null ? [] : [rules.catchAllItem]),
    ...Object.values(rules.taxItems),
    ...[...order.lineItems, ...refunds.flatMap((refund) => refund.lineItems)].flatMap((line) => {
      const product = { sku: line.sku, name: productName(line) };
      return [
        ...itemKeysOf(product),
        ...[itemByRule(product, rules)].filter((name) => name !== undefined),
      ];
    }),
  ].filter((name) => name !== '' && name.length <= LONGEST_FULL_NAME);

/** No item of QuickBooks has a longer name. */
const LONGEST_FULL_NAME = 159;

export const mergeNeeds = (needs: readonly FactsNeeded[]): FactsNeeded => ({
  items: [...new Set(needs.flatMap(({ items }) => items))],
  entities: [...new Set(needs.flatMap(({ entities }) => entities))],
  emails: [...new Set(needs.flatMap(({ emails }) => emails))],
});
