import { invalidParameter, type RestReply } from './rest-error.js';

const OUT_OF_BOUNDS = 'rest_out_of_bounds';

/** Page and size as asked for, or the refusal. */
export const paging = (
  query: URLSearchParams,
): { readonly page: number; readonly perPage: number } | RestReply => {
  const page = Number(query.get('page') ?? 1);
  const perPage = Number(query.get('per_page') ?? 10);
  if (!(Number.isInteger(perPage) && perPage >= 1 && perPage <= 100))
    return invalidParameter(
      'per_page',
      OUT_OF_BOUNDS,
      'per_page must be between 1 (inclusive) and 100 (inclusive)',
    );
  if (!(Number.isInteger(page) && page >= 1))
    return invalidParameter('page', OUT_OF_BOUNDS, 'page must be greater than or equal to 1');
  return { page, perPage };
};

/** One page of rows with the headers that tell the totals; beyond the end the totals are 0. */
export const pageOfRows = <Row>(
  rows: readonly Row[],
  url: URL,
  show: (row: Row) => Readonly<Record<string, unknown>>,
): RestReply => {
  const asked = paging(url.searchParams);
  if ('status' in asked) return asked;
  const { page, perPage } = asked;
  const shown = rows.slice((page - 1) * perPage, page * perPage);
  const total = shown.length === 0 ? 0 : rows.length;
  const pages = Math.ceil(total / perPage);
  const link = [
    ...(page > 1 ? [`<${pageUrl(url, Math.min(page - 1, pages))}>; rel="prev"`] : []),
    ...(page < pages ? [`<${pageUrl(url, page + 1)}>; rel="next"`] : []),
  ].join(', ');
  return {
    status: 200,
    body: shown.map((row) => onlyFields(show(row), url.searchParams.get('_fields'))),
    headers: {
      'x-wp-total': `${total}`,
      'x-wp-totalpages': `${pages}`,
      ...(link === '' ? {} : { link }),
    },
  };
};

/** `_fields=id,total` leaves the rest out. */
export const onlyFields = (
  row: Readonly<Record<string, unknown>>,
  fields: string | null,
): Readonly<Record<string, unknown>> => {
  if (fields === null) return row;
  const wanted = new Set(fields.split(',').map((field) => field.trim()));
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
};

const pageUrl = (url: URL, page: number): string => {
  const other = new URL(url);
  other.searchParams.set('page', `${page}`);
  return other.href;
};
