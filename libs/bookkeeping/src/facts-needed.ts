import type { Rules } from '@ml-connector/connections';
import type { FactsNeeded } from './company-facts.js';
import type { KnownOrder } from './decide-documents.js';
import { NAMED_FIELDS } from './head-texts.js';
import { itemByPrefix, itemByRule, itemKeysOf } from './find-item.js';
import { OWN_ITEM_NAMES } from './own-items.js';
import { productName } from './product-name.js';

/** What orders and their refunds could need of the company file besides their customers. */
export const needsOf = (
  orders: readonly KnownOrder[],
  rules: Rules,
): Pick<FactsNeeded, 'items' | 'lists'> => ({
  items: orders.flatMap((known) => itemsNeeded(known, rules)),
  lists: NAMED_FIELDS.filter(({ field }) => isNamed(field, rules)).map(({ list }) => list),
});

const isNamed = (field: keyof Rules['fields'], { fields, shipMethods }: Rules): boolean =>
  fields[field] !== '' || (field === 'shipMethod' && Object.keys(shipMethods).length > 0);

/** The items that an order and its refunds could need, by every name under which they are looked for. */
const itemsNeeded = ({ order, refunds }: KnownOrder, rules: Rules): readonly string[] =>
  [
    ...OWN_ITEM_NAMES,
    ...(rules.catchAllItem === null ? [] : [rules.catchAllItem]),
    ...Object.values(rules.taxItems),
    ...namedForCharges(rules),
    ...(rules.itemsByCategory ?? []).map(({ item }) => item),
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
  lists: [...new Set(needs.flatMap(({ lists = [] }) => lists))],
  items: [...new Set(needs.flatMap(({ items }) => items))],
  entities: [...new Set(needs.flatMap(({ entities }) => entities))],
  emails: [...new Set(needs.flatMap(({ emails }) => emails))],
});
