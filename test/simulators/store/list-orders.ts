import { pageOfRows } from './page-of-rows.js';
import { invalidParameter, type RestReply } from './rest-error.js';
import { showOrder } from './show-resource.js';
import { askedTime } from './sim-time.js';
import type { StoreState } from './store-state.js';
import type { WooOrder } from './woo-order.js';

const STATUSES = [
  'any',
  'trash',
  'auto-draft',
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'checkout-draft',
];

/** `GET orders`: filters, order and paging as the real store has them. */
export const listOrders = (state: StoreState, url: URL): RestReply => {
  const query = url.searchParams;
  const statuses = statusesOf(query);
  const unknown = statuses.find((status) => !STATUSES.includes(status));
  if (unknown !== undefined)
    return invalidParameter(
      'status',
      'rest_not_in_enum',
      `status[0] is not one of ${STATUSES.slice(0, -1).join(', ')}, and ${STATUSES.at(-1)}.`,
    );
  const filters: ((order: WooOrder) => boolean)[] = [statusFilter(statuses), includeFilter(query)];
  for (const name of ['modified_after', 'modified_before', 'after', 'before']) {
    const asked = query.get(name);
    if (asked === null) continue;
    const filter = timeFilter(name, asked, /^(true|1)$/.test(query.get('dates_are_gmt') ?? ''));
    if (filter === null) return invalidParameter(name, 'rest_invalid_date', 'Invalid date.');
    filters.push(filter);
  }
  const rows = [...state.orders.values()]
    .filter((order) => filters.every((filter) => filter(order)))
    .toSorted(sorting(query));
  const decimals = query.has('dp') ? Number(query.get('dp')) : state.decimals;
  return pageOfRows(rows, withDefaults(url), (order) => showOrder(state, order, decimals));
};

/** `status=a,b`, `status[]=a` or `status[0]=a`. */
const statusesOf = (query: URLSearchParams): readonly string[] => {
  const given = [...query]
    .filter(([name]) => /^status(\[\d*\])?$/.test(name))
    .flatMap(([, value]) => value.split(','));
  return given.length === 0 ? ['any'] : given;
};

/** `any` leaves the trash out whatever else is asked for, and shows drafts of the checkout. */
const statusFilter =
  (statuses: readonly string[]) =>
  ({ status }: WooOrder): boolean =>
    statuses.includes('any') ? status !== 'trash' : statuses.includes(status);

const includeFilter = (query: URLSearchParams): ((order: WooOrder) => boolean) => {
  const asked = query.get('include');
  if (asked === null || asked === '') return () => true;
  const ids = new Set(asked.split(',').map(Number));
  return ({ id }) => ids.has(id);
};

/** Exclusive at both ends, to the second. */
const timeFilter = (
  name: string,
  asked: string,
  isGmt: boolean,
): ((order: WooOrder) => boolean) | null => {
  const milliseconds = askedTime(asked, isGmt);
  if (milliseconds === null) return null;
  const second = Math.floor(milliseconds / 1000);
  const field = name.startsWith('modified') ? 'date_modified_gmt' : 'date_created_gmt';
  const of = (order: WooOrder) => Date.parse(`${order[field]}Z`) / 1000;
  return name.endsWith('after') ? (order) => of(order) > second : (order) => of(order) < second;
};

const sorting = (query: URLSearchParams): ((a: WooOrder, b: WooOrder) => number) => {
  const direction = query.get('order') === 'asc' ? 1 : -1;
  const by = query.get('orderby') ?? 'date';
  const value = (order: WooOrder) => {
    if (by === 'modified') return order.date_modified_gmt;
    return by === 'id' ? '' : order.date_created_gmt;
  };
  return (a, b) =>
    direction * (Number(value(a) > value(b)) - Number(value(a) < value(b)) || a.id - b.id);
};

/** The links to other pages repeat the defaults. */
const withDefaults = (url: URL): URL => {
  const other = new URL(url);
  if (statusesOf(url.searchParams)[0] === 'any') {
    other.searchParams.delete('status');
    other.searchParams.set('status[0]', 'any');
  }
  return other;
};
