import type { Json } from '@ml-connector/kernel';
import { AppError, isAppError } from '@ml-connector/kernel';

import { type Customer, parseCustomer } from './customer.js';
import { errorBody } from './error-body.js';
import { type Order, parseOrder } from './order.js';
import { type OrderQuery, type OrderPage, orderPage, orderParameters } from './order-page.js';
import { parseProduct, type Product } from './product.js';
import { type Refund, parseRefund } from './refund.js';
import { replyFailure } from './reply-failure.js';
import { replyJson } from './reply-json.js';
import { resourceId } from './resource-id.js';
import { ShopUnavailable } from './shop-unavailable.js';
import { parseSettings, parseSite, type StoreSettings, type StoreSite } from './store-settings.js';
import { type StoreAccess, type StoreRequest, storeTransport } from './store-transport.js';
import {
  type NewWebhook,
  parseWebhook,
  type StoreWebhook,
  type WebhookChange,
  webhookBody,
} from './store-webhook.js';

/** A page of a list: 1 and up, 1 to 100 rows. */
export interface PageQuery {
  readonly page: number;
  readonly perPage: number;
}

/**
 * One store's REST API. Every method fails with AppError SHOP_UNAVAILABLE (a {@link ShopUnavailable}: later it may work),
 * SHOP_REFUSED (a person must change key, address or rights), SHOP_ANSWER_INVALID, or ADDRESS_FORBIDDEN.
 * `raw` is the JSON as it came, to be kept.
 */
export interface StoreClient {
  /** `'absent'` only if the store says that it has no such order; an order in the trash is there, with status `trash`. */
  getOrder(id: number): Promise<{ readonly order: Order; readonly raw: Json } | 'absent'>;
  listOrders(query: OrderQuery): Promise<OrderPage>;
  /** The refunds that stand now. `'absent'` if the order is. */
  listRefunds(
    orderId: number,
  ): Promise<readonly { readonly refund: Refund; readonly raw: Json }[] | 'absent'>;
  /** Registered customers by id. There is no filter by date. `more` says whether to ask for the next page. */
  listCustomers(query: PageQuery): Promise<CustomerPage>;
  getCustomer(id: number): Promise<{ readonly customer: Customer; readonly raw: Json } | 'absent'>;
  /** One in the trash is there. */
  getProduct(id: number): Promise<{ readonly product: Product; readonly raw: Json } | 'absent'>;
  getSettings(): Promise<StoreSettings>;
  getSite(): Promise<StoreSite>;
  listWebhooks(): Promise<readonly StoreWebhook[]>;
  /** The store pings the delivery URL before it answers, for up to 5 seconds. */
  createWebhook(webhook: NewWebhook): Promise<StoreWebhook>;
  updateWebhook(id: number, change: WebhookChange): Promise<StoreWebhook | 'absent'>;
  deleteWebhook(id: number): Promise<'deleted' | 'absent'>;
  /** Ends the connections; requests that are under way fail. */
  close(): void;
}

export interface CustomerPage {
  readonly customers: readonly { readonly customer: Customer; readonly raw: Json }[];
  /** Named, and never stopping the others. */
  readonly unreadable: readonly { readonly id: number | null; readonly problem: string }[];
  readonly more: boolean;
}

/** @throws AppError ADDRESS_FORBIDDEN or INPUT_INVALID if the address is not one that requests may go to. */
export const createStoreClient = (access: StoreAccess): StoreClient => {
  const transport = storeTransport(access);

  /** @returns `null` if the store answers 404 with one of the codes that mean "no such thing". */
  const ask = async (request: StoreRequest, absent: RegExp = NEVER): Promise<Json | null> => {
    const reply = await transport.send(request);
    const json = replyJson(reply.body);
    if (reply.status === 404 && absent.test(errorBody(json)?.code ?? '')) return null;
    if (reply.status < 200 || reply.status > 299) throw replyFailure(reply, access.clock);
    if (json === null) throw new ShopUnavailable(NOT_DATA);
    return json;
  };
  const get = (path: string, query: Readonly<Record<string, string>> = {}, absent?: RegExp) =>
    ask({ method: 'GET', path: `/wc/v3${path}`, query }, absent);
  const list = async (path: string, query: Readonly<Record<string, string>>) =>
    rows(await get(path, query));
  /** Every page; `null` if what the rows belong to is absent. */
  const listAll = async (path: string, absent?: RegExp): Promise<readonly Json[] | null> => {
    const found: Json[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const json = await get(path, { page: `${page}`, per_page: '100', order: 'asc' }, absent);
      if (json === null) return null;
      const some = rows(json);
      found.push(...some);
      if (some.length < 100) return found;
    }
    throw new AppError(
      'SHOP_ANSWER_INVALID',
      `The store's list has more than ${MOST_PAGES} pages.`,
    );
  };

  return {
    getOrder: async (id) => {
      const raw = await get(`/orders/${id}`, {}, NO_ORDER);
      return raw === null ? 'absent' : { order: asked(id, parseOrder(raw)), raw };
    },
    listOrders: async (query) =>
      orderPage(await list('/orders', orderParameters(query)), query.perPage),
    listRefunds: async (orderId) => {
      const found = await listAll(`/orders/${orderId}/refunds`, NO_ORDER);
      return found === null ? 'absent' : found.map((raw) => ({ refund: parseRefund(raw), raw }));
    },
    listCustomers: async ({ page, perPage }) => {
      const query = { page: `${page}`, per_page: `${perPage}`, orderby: 'id', order: 'asc' };
      const found = await list('/customers', query);
      const read = found.map(readCustomer);
      return {
        customers: read.filter((row) => 'customer' in row),
        unreadable: read.filter((row) => 'problem' in row),
        more: found.length === perPage,
      };
    },
    getCustomer: async (id) => {
      const raw = await get(`/customers/${id}`, {}, NO_CUSTOMER);
      return raw === null ? 'absent' : { customer: asked(id, parseCustomer(raw)), raw };
    },
    getProduct: async (id) => {
      const raw = await get(`/products/${id}`, {}, NO_PRODUCT);
      return raw === null ? 'absent' : { product: asked(id, parseProduct(raw)), raw };
    },
    getSettings: async () => {
      const [general, tax] = await Promise.all([get('/settings/general'), get('/settings/tax')]);
      return parseSettings(general, tax);
    },
    getSite: async () => parseSite(await ask({ method: 'GET', path: '/', anonymous: true })),
    listWebhooks: async () => ((await listAll('/webhooks')) ?? []).map(parseWebhook),
    createWebhook: async (webhook) => {
      const body = webhookBody({ ...webhook, status: 'active' });
      return parseWebhook(await ask({ method: 'POST', path: '/wc/v3/webhooks', body }));
    },
    updateWebhook: async (id, change) => {
      const request = {
        method: 'PUT',
        path: `/wc/v3/webhooks/${id}`,
        body: webhookBody(change),
      } as const;
      const json = await ask(request, NO_WEBHOOK);
      return json === null ? 'absent' : parseWebhook(json);
    },
    deleteWebhook: async (id) => {
      const query = { force: 'true' };
      const request = { method: 'DELETE', path: `/wc/v3/webhooks/${id}`, query } as const;
      return (await ask(request, NO_WEBHOOK)) === null ? 'absent' : 'deleted';
    },
    close: () => transport.close(),
  };
};

/** A store that gives the same page for every number must not keep us for ever. */
const MOST_PAGES = 20;

const NEVER = /^(?!)/;
const NO_ORDER = /^woocommerce_rest_(shop_)?order_invalid_id$/;
const NO_CUSTOMER = /^woocommerce_rest_invalid_id$/;
const NO_PRODUCT = /^woocommerce_rest_product_invalid_id$/;
const NO_WEBHOOK = /^woocommerce_rest_(shop_webhook_)?invalid_id$/;

const NOT_DATA =
  'The store answers with a web page or half an answer instead of data; it may be in maintenance, or a plugin may be in the way.';

/** A cache before the store may answer with something else than what was asked for. */
const asked = <Found extends { readonly id: number }>(id: number, found: Found): Found => {
  if (found.id === id) return found;
  throw new AppError(
    'SHOP_ANSWER_INVALID',
    `The store answers about ${found.id} when asked for ${id}; a cache must leave /wp-json/ alone.`,
  );
};

const readCustomer = (
  raw: Json,
): { customer: Customer; raw: Json } | { id: number | null; problem: string } => {
  try {
    return { customer: parseCustomer(raw), raw };
  } catch (error) {
    if (!isAppError(error, 'SHOP_ANSWER_INVALID')) throw error;
    return { id: resourceId(raw), problem: error.message };
  }
};

const rows = (json: Json): readonly Json[] => {
  if (Array.isArray(json)) return json;
  throw new AppError('SHOP_ANSWER_INVALID', "The store's answer cannot be used: it is no list.");
};
