import { readReply } from '../../fixtures/captures.js';
import { PRODUCTS } from './catalogue.js';
import type { StoreState } from './store-state.js';
import type { WooCategory, WooProduct } from './woo-product.js';

const isProduct = (body: unknown): body is WooProduct =>
  typeof body === 'object' && body !== null && 'categories' in body && 'sku' in body;

const CAPTURES = [
  'product-simple',
  'products-list',
  'product-unicode',
  'product-variable',
  'product-variation-by-product-endpoint',
];

/** What the real store showed, and what generated orders sell, in the category of a new store. */
export const productsInStore = (): ReadonlyMap<number, WooProduct> => {
  const captured = CAPTURES.flatMap((name): unknown => readReply(name).body).filter(isProduct);
  const products = new Map(captured.map((product) => [product.id, product]));
  const [pattern] = captured;
  if (pattern === undefined) throw new Error('No capture tells a product.');
  for (const { id, variationId, name, sku } of PRODUCTS) {
    const [title = name] = variationId > 0 ? name.split(' - ') : [];
    if (!products.has(id)) products.set(id, { ...pattern, id, name: title, sku });
    if (variationId === 0 || products.has(variationId)) continue;
    const variation = { id: variationId, name, sku, parent_id: id, type: 'variation' };
    products.set(variationId, { ...pattern, ...variation, categories: [] });
  }
  return products;
};

/** Above every id of the captures. */
const FIRST_CATEGORY = 100;

/**
 * Puts a product into categories, made where they are new. Names are as a person types them.
 * @throws Error if there is no such product, or if it is a variation: those have none.
 */
export const categorizeProduct = (
  state: StoreState,
  id: number,
  names: readonly string[],
): WooProduct => {
  const product = existing(state, id);
  if (product.parent_id > 0) throw new Error(`Product ${id} is a variation.`);
  product.categories = names.map((name) => categoryOf(state, name));
  return product;
};

const categoryOf = ({ categories }: StoreState, typed: string): WooCategory => {
  const name = typed.replaceAll('&', '&amp;');
  const known = categories.get(name);
  if (known) return known;
  const slug = encodeURIComponent(typed.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-'));
  const made = { id: FIRST_CATEGORY + categories.size, name, slug: slug.toLowerCase() };
  categories.set(name, made);
  return made;
};

/** Deletes a product for good: lines that sold it keep their name, and neither number nor SKU. @throws Error if there is none. */
export const deleteProduct = (state: StoreState, id: number): void => {
  existing(state, id);
  state.products.delete(id);
  for (const { line_items } of state.orders.values())
    for (const line of line_items)
      if (line.product_id === id || line.variation_id === id)
        Object.assign(line, { product_id: 0, variation_id: 0, sku: null });
};

const existing = ({ products }: StoreState, id: number): WooProduct => {
  const product = products.get(id);
  if (product === undefined) throw new Error(`There is no product ${id}.`);
  return product;
};
