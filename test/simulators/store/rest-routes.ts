import { authenticate, type RestRequest, writeRefusal } from './authenticate-request.js';
import { listOrders } from './list-orders.js';
import { getProduct, listProducts } from './list-products.js';
import { onlyFields, pageOfRows } from './page-of-rows.js';
import { deleteRefund } from './refund-orders.js';
import { invalidId, noRoute, restError, type RestReply } from './rest-error.js';
import { generalSettings, siteIndex, taxSettings } from './settings-replies.js';
import { showCustomer, showOrder, showRefund } from './show-resource.js';
import type { StoreState } from './store-state.js';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  updateWebhook,
} from './webhook-routes.js';

type Route = (
  state: StoreState,
  request: RestRequest,
  ids: readonly number[],
) => RestReply | Promise<RestReply>;

/** What the simulated store understands of wc/v3: reading orders, refunds, customers, products and settings; webhooks in full. */
const ROUTES: readonly (readonly [string, RegExp, Route])[] = [
  ['GET', /^\/orders$/, (state, { url }) => listOrders(state, url)],
  ['GET', /^\/orders\/(\d+)$/, (state, request, [id]) => getOrder(state, request, id)],
  ['GET', /^\/orders\/(\d+)\/refunds$/, (state, request, [id]) => listRefunds(state, request, id)],
  ['GET', /^\/orders\/(\d+)\/refunds\/(\d+)$/, (state, _request, ids) => getRefund(state, ids)],
  ['DELETE', /^\/orders\/(\d+)\/refunds\/(\d+)$/, (state, _request, ids) => dropRefund(state, ids)],
  ['GET', /^\/customers$/, (state, { url }) => listCustomers(state, url)],
  ['GET', /^\/customers\/(\d+)$/, (state, _request, [id]) => getCustomer(state, id)],
  ['GET', /^\/products$/, (state, { url }) => listProducts(state, url)],
  ['GET', /^\/products\/(\d+)$/, (state, { url }, [id]) => getProduct(state, url, id)],
  ['GET', /^\/settings\/general$/, (state) => generalSettings(state)],
  ['GET', /^\/settings\/tax$/, () => taxSettings()],
  ['GET', /^\/webhooks$/, (state, { url }) => listWebhooks(state, url)],
  [
    'POST',
    /^\/webhooks$/,
    (state, request) => withFields(request, (fields) => createWebhook(state, fields)),
  ],
  ['GET', /^\/webhooks\/(\d+)$/, (state, _request, [id]) => getWebhook(state, id)],
  [
    'PUT',
    /^\/webhooks\/(\d+)$/,
    (state, request, [id = 0]) => withFields(request, (fields) => updateWebhook(state, id, fields)),
  ],
  ['DELETE', /^\/webhooks\/(\d+)$/, (state, { url }, [id = 0]) => deleteWebhook(state, id, url)],
];

/** Answers a request under `/wp-json`. */
export const answerRest = async (state: StoreState, request: RestRequest): Promise<RestReply> => {
  const path = request.url.pathname.replace(/\/$/, '');
  if (path === '/wp-json') return siteIndex(state);
  const resource = /^\/wp-json\/wc\/v3(\/.*)$/.exec(path)?.[1];
  if (resource === undefined) return noRoute();
  const method = request.method === 'PATCH' ? 'PUT' : request.method;
  const route = ROUTES.find(([verb, pattern]) => verb === method && pattern.test(resource));
  const key = authenticate(state, request);
  // Who is recognised and wrong is told so before anything else; who is unknown still learns that a route does not exist.
  if ('status' in key) return route === undefined && isUnknown(key) ? noRoute() : key;
  const refusal = writeRefusal(key, request.method);
  if (refusal !== null) return refusal;
  if (route === undefined) return noRoute();
  const ids = (route[1].exec(resource) ?? []).slice(1).map(Number);
  return route[2](state, request, ids);
};

const isUnknown = ({ body }: RestReply): boolean => JSON.stringify(body).includes('_cannot_view');

const getOrder = (state: StoreState, { url }: RestRequest, id = 0): RestReply => {
  const order = state.orders.get(id);
  if (order === undefined) return invalidId('order');
  const decimals = url.searchParams.get('dp');
  const shown = showOrder(state, order, decimals === null ? state.decimals : Number(decimals));
  return { status: 200, body: onlyFields(shown, url.searchParams.get('_fields')) };
};

const listRefunds = (state: StoreState, { url }: RestRequest, orderId = 0): RestReply => {
  if (!state.orders.has(orderId)) return invalidId('order');
  const rows = [...state.refunds.values()]
    .filter((found) => found.orderId === orderId)
    .toSorted((a, b) => b.refund.id - a.refund.id);
  return pageOfRows(rows, url, (found) => showRefund(state, found));
};

const refundOf = (state: StoreState, [orderId, refundId = 0]: readonly number[]) => {
  const found = state.refunds.get(refundId);
  return found?.orderId === orderId ? found : undefined;
};

const getRefund = (state: StoreState, ids: readonly number[]): RestReply => {
  const found = refundOf(state, ids);
  return found === undefined
    ? invalidId('refund')
    : { status: 200, body: showRefund(state, found) };
};

const dropRefund = (state: StoreState, ids: readonly number[]): RestReply => {
  const found = refundOf(state, ids);
  if (found === undefined) return invalidId('refund');
  deleteRefund(state, found.refund.id);
  return { status: 200, body: showRefund(state, found) };
};

/** Role customer only, by name of registration unless asked otherwise; a filter by date is ignored. */
const listCustomers = (state: StoreState, url: URL): RestReply => {
  const direction = url.searchParams.get('order') === 'desc' ? -1 : 1;
  const email = url.searchParams.get('email');
  const rows = [...state.customers.values()]
    .filter((customer) => email === null || customer.email === email)
    .toSorted((a, b) => direction * (a.id - b.id));
  return pageOfRows(rows, url, (customer) => showCustomer(state, customer));
};

const getCustomer = (state: StoreState, id = 0): RestReply => {
  const customer = state.customers.get(id);
  return customer === undefined
    ? invalidId('customer')
    : { status: 200, body: showCustomer(state, customer) };
};

const withFields = (
  { body }: RestRequest,
  answer: (fields: Readonly<Record<string, unknown>>) => Promise<RestReply>,
): RestReply | Promise<RestReply> => {
  try {
    const fields: unknown = JSON.parse(body === '' ? '{}' : body);
    return answer(typeof fields === 'object' && fields !== null ? { ...fields } : {});
  } catch {
    return restError(400, 'rest_invalid_json', 'Invalid JSON body passed.', {
      json_error_code: 4,
      json_error_message: 'Syntax error',
    });
  }
};
