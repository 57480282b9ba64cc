import type { LineItem } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import type { KnownOrder } from './decide-documents.js';
import { awaitsCategories } from './find-item.js';
import { productName } from './product-name.js';

/** Products of an order and its refunds whose categories decide and are not known, each once. */
export const productsToRead = (
  { order, refunds }: Pick<KnownOrder, 'order' | 'refunds'>,
  books: BooksContext,
): readonly number[] => [
  ...new Set(
    [order, ...refunds]
      .flatMap(({ lineItems }) => lineItems)
      .filter((line) => books.rules.zeroLines !== 'text' || !isOfNothing(line))
      .filter((line) => awaitsCategories({ ...line, name: productName(line) }, books))
      .map(({ productId }) => productId),
  ),
];

const NOTHING = /^-?0*\.?0*$/;

const isOfNothing = ({ total, subtotal }: Pick<LineItem, 'total' | 'subtotal'>): boolean =>
  NOTHING.test(total) && NOTHING.test(subtotal);
