import { isoTime } from '@ml-connector/kernel';
import type { Order } from '@ml-connector/woocommerce';
import type { ProductCategories, ProductSnapshot } from './product-snapshot.js';

/** What a sale goes by: the product's categories, that the shop has it no more, or that it must be read first. */
export type CategoriesKnown = ProductCategories | 'gone' | 'unread';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** From when on a reading of its products is new enough for a sale: a person can date an order ahead, but no change of it. */
export const soldSince = ({ createdAt, modifiedAt }: Pick<Order, 'createdAt' | 'modifiedAt'>) =>
  isoTime(Math.min(Date.parse(createdAt), Date.parse(modifiedAt)) - DAY_MS);

/**
 * The first reading that is new enough. Later ones change nothing, so that a sale, its edits and its refunds stand under
 * one item however the product moves in the meantime, and whenever they are decided.
 */
export const categoriesSince = (
  product: Pick<ProductSnapshot, 'told'> | undefined,
  since: string,
): CategoriesKnown => {
  const found = product?.told.find(({ until }) => Date.parse(until) >= Date.parse(since));
  return found ? (found.categories ?? 'gone') : 'unread';
};
