import type { Rules } from '@ml-connector/connections';
import { toShownText } from '@ml-connector/qbxml';
import type { ProductCategories } from './product-snapshot.js';

/** Whether anything of the shop must be read for them. */
export const goesByCategories = ({
  itemsByCategory = [],
}: Pick<Rules, 'itemsByCategory'>): boolean => itemsByCategory.length > 0;

/** The full name of the item of the first category of the rules that the product is in. */
export const itemByCategory = (
  categories: ProductCategories,
  { itemsByCategory = [] }: Pick<Rules, 'itemsByCategory'>,
): string | undefined => {
  const names = new Set(categories.flatMap(({ name, slug }) => [shown(name), shown(slug)]));
  return itemsByCategory.find(({ category }) => names.has(shown(category)))?.item;
};

/** Without case, but letter by letter: what two categories become in QuickBooks' letters may be the same. */
const shown = (text: string): string => toShownText(text).toLowerCase();
