import type { Rules } from '@ml-connector/connections';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { ProductCategories } from './product-snapshot.js';

/** The full name of the item of the first category of the rules that the product is in. */
export const itemByCategory = (
  categories: ProductCategories,
  { itemsByCategory }: Pick<Rules, 'itemsByCategory'>,
): string | undefined => {
  const names = new Set(categories.flatMap(({ name, slug }) => [shown(name), shown(slug)]));
  return itemsByCategory.find(({ category }) => names.has(shown(category)))?.item;
};

/** As the shop shows it, without case; what is nothing but signs stays as it is. */
const shown = (text: string): string => (toQuickBooksText(text, 4095) || text).toLowerCase();
