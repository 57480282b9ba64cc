import { z } from 'zod';
import { itemName } from './item-name.js';

/** Which item of the company file stands for a product. */
export const itemRules = {
  unknownProduct: z
    .enum(['hold', 'create', 'catch-all'])
    .default('hold')
    .describe('What happens to an order with a product that the company file does not have.'),
  catchAllItem: z
    .string()
    .max(159)
    .nullable()
    .default(null)
    .describe(
      'Full name of the item that stands for unknown products with `unknownProduct: catch-all`.',
    ),
  newItemType: z
    .enum(['non-inventory', 'service'])
    .default('non-inventory')
    .describe(
      'What kind of item `unknownProduct: create` makes, with the account `accounts.income`. Inventory items are used where they exist and never made.',
    ),
  items: z
    .record(z.string().max(200), z.string().max(159))
    .default({})
    .describe(
      "By SKU, by product name, or by the shop's number of a variation or product (`#123`): the full name of the item to use. The number counts first, then the SKU, then the name.",
    ),
  itemsBySkuPrefix: z
    .record(z.string().min(1).max(200), itemName)
    .default({})
    .describe(
      'By the beginning of a SKU: the full name of the item for products that have none of their own. The longest beginning counts.',
    ),
  // Absent, not empty, by default: a release that does not know it reads the rules of whoever does not use it.
  itemsByCategory: z
    .array(
      z.strictObject({
        category: z
          .string()
          .trim()
          .min(1)
          .max(200)
          .describe('Slug or name of a product category, as the shop shows it.'),
        item: itemName.describe('Full name of the item of its products.'),
      }),
    )
    .max(200)
    .exactOptional()
    .describe(
      "The items of product categories, for products that no other rule and no item of the company file fits. The first entry that one of the product's categories meets counts, by slug or by name. Only categories that the product itself is in count, not the ones above them. Categories are read from the shop when a sale needs them; the key must be allowed to read products.",
    ),
  zeroLines: z
    .enum(['item', 'text', 'leave-out'])
    .default('item')
    .describe(
      'What a product line of 0.00 (a part of a bundle, a gift) becomes. item: a line with its item, or text where the company file has none; text: text without an item; leave-out: nothing.',
    ),
} as const;
