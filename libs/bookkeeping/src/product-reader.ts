import type { DocumentStore } from '@ml-connector/document-store';
import type { Order } from '@ml-connector/woocommerce';
import type { Rules } from '@ml-connector/connections';
import type { BooksContext } from './books-context.js';
import { categoriesSince, soldSince } from './categories-of-sale.js';
import type { KnownOrder } from './decide-documents.js';
import { goesByCategories } from './item-by-category.js';
import { type ProductSnapshot, productSnapshotId, productSnapshots } from './product-snapshot.js';

/** What is known of products, by the shop's number. */
export type KnownProducts = ReadonlyMap<number, ProductSnapshot>;

/** Looks up the products of orders; nothing where the rules do not go by categories. */
export const readProducts = async (
  store: DocumentStore,
  { connectionId, rules }: { readonly connectionId: string; readonly rules: Rules },
  orders: readonly Pick<KnownOrder, 'order' | 'refunds'>[],
): Promise<KnownProducts> => {
  if (!goesByCategories(rules)) return new Map();
  const ids = new Set(
    orders.flatMap(({ order, refunds }) =>
      [order, ...refunds].flatMap(({ lineItems }) => lineItems.map(({ productId }) => productId)),
    ),
  );
  ids.delete(0);
  if (ids.size === 0) return new Map();
  const found = await store
    .collection(productSnapshots)
    .getMany([...ids].map((id) => productSnapshotId(connectionId, id)));
  return new Map(found.map(({ value }) => [value.productId, value]));
};

/** The books as they are for one order: its products as they were when it was sold. */
export const categoriesFor = (
  order: Pick<Order, 'createdAt' | 'modifiedAt'>,
  products: KnownProducts,
): NonNullable<BooksContext['categoriesOf']> => {
  const since = soldSince(order);
  return (productId) => categoriesSince(products.get(productId), since);
};
