import { onlyFields, pageOfRows } from './page-of-rows.js';
import { invalidId, invalidParameter, type RestReply } from './rest-error.js';
import { showProduct } from './show-resource.js';
import type { StoreState } from './store-state.js';
import type { WooProduct } from './woo-product.js';

const STATUSES = ['any', 'draft', 'pending', 'private', 'publish', 'future', 'trash'];

/** `GET products`: without the trash unless it is asked for, the newest first; variations are listed with their product only. */
export const listProducts = (state: StoreState, url: URL): RestReply => {
  const query = url.searchParams;
  const status = query.get('status') ?? 'any';
  if (!STATUSES.includes(status))
    return invalidParameter(
      'status',
      'rest_not_in_enum',
      `status is not one of ${STATUSES.join(', ')}.`,
    );
  const include = (query.get('include') ?? '').split(',').filter(Boolean);
  if (!include.every((id) => /^\d+$/.test(id)))
    return invalidParameter('include', 'rest_invalid_type', 'include[0] is not of type integer.');
  const wanted = new Set(include.map(Number));
  const sku = query.get('sku');
  const direction = query.get('order') === 'asc' ? 1 : -1;
  const rows = [...state.products.values()]
    .filter(({ parent_id }) => parent_id === 0)
    .filter((product) =>
      status === 'any' ? product.status !== 'trash' : product.status === status,
    )
    .filter(({ id }) => wanted.size === 0 || wanted.has(id))
    .filter((product) => sku === null || product.sku === sku)
    .toSorted((a, b) => direction * comparing(query.get('orderby'))(a, b));
  return pageOfRows(rows, url, (product) => showProduct(state, product));
};

const comparing =
  (by: string | null) =>
  (a: WooProduct, b: WooProduct): number =>
    by === 'id'
      ? a.id - b.id
      : Date.parse(a.date_created_gmt) - Date.parse(b.date_created_gmt) || a.id - b.id;

/** One in the trash, or a variation, answers too. */
export const getProduct = (state: StoreState, url: URL, id = 0): RestReply => {
  const product = state.products.get(id);
  return product === undefined
    ? invalidId('product')
    : {
        status: 200,
        body: onlyFields(showProduct(state, product), url.searchParams.get('_fields')),
      };
};
