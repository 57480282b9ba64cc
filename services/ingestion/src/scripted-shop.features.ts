import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAppError, type Json } from '@ml-connector/kernel';
import {
  type OrderPage,
  parseCustomer,
  parseOrder,
  parseProduct,
  parseRefund,
  type StoreClient,
  type StoreWebhook,
  type UnreadableOrder,
} from '@ml-connector/woocommerce';

export type JsonObject = Record<string, Json>;

const captures = join(import.meta.dirname, '../../../test/fixtures/woocommerce');

export interface Capture {
  readonly file: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly rawBody: string;
}

/** Every delivery and ping of the real store, in the order of arrival. */
export const capturedDeliveries = (): readonly Capture[] =>
  readdirSync(join(captures, 'webhooks'))
    .toSorted()
    .map((file) => ({
      file,
      ...(JSON.parse(readFileSync(join(captures, 'webhooks', file), 'utf8')) as Omit<
        Capture,
        'file'
      >),
    }));

export const capturedReply = (name: string): JsonObject =>
  (JSON.parse(readFileSync(join(captures, 'rest', `${name}.json`), 'utf8')) as { body: JsonObject })
    .body;

/** A captured order with parts changed. Times are date_*_gmt as the shop writes them. */
export const orderJson = (id: number, changes: JsonObject = {}): JsonObject => ({
  ...capturedReply('order-guest_paid'),
  id,
  number: `${id}`,
  date_modified_gmt: '2026-11-20T12:00:00',
  ...changes,
});

export const customerJson = (id: number, changes: JsonObject = {}): JsonObject => ({
  ...capturedReply('customer'),
  id,
  ...changes,
});

export const productJson = (id: number, ...categories: readonly JsonObject[]): JsonObject => ({
  ...capturedReply('product-simple'),
  id,
  ...(categories.length === 0 ? {} : { categories: [...categories] }),
});

export const refundJson = (id: number, changes: JsonObject = {}): JsonObject => ({
  ...capturedReply('refund-create-partial-line-201'),
  id,
  ...changes,
});

/** A shop whose state and failures a test decides. It lists as WooCommerce does: exclusive to the second, the trash apart. */
export const createScriptedShop = () => {
  const orders = new Map<number, JsonObject>();
  const refunds = new Map<number, JsonObject[]>();
  const customers = new Map<number, JsonObject>();
  const products = new Map<number, JsonObject>();
  const webhooks: StoreWebhook[] = [];
  const secrets: string[] = [];
  const calls: string[] = [];
  const faults: { next: (() => void) | null; each: ((call: string) => void) | null } = {
    next: null,
    each: null,
  };
  const called = (call: string): void => {
    calls.push(call);
    faults.each?.(call);
    const fault = faults.next;
    faults.next = null;
    fault?.();
  };

  const client: StoreClient = {
    getOrder: async (id) => {
      called(`order ${id}`);
      const raw = orders.get(id);
      return raw ? { order: parseOrder(raw), raw } : 'absent';
    },
    listOrders: async ({ modifiedAfter = '', page, perPage, statuses }) => {
      called(`orders ${statuses?.join(',') ?? 'any'} after ${modifiedAfter} page ${page}`);
      const wantsTrash = statuses?.includes('trash') ?? false;
      const after = modifiedAfter.slice(0, 19);
      const rows = [...orders.values()]
        .filter((raw) => (raw['status'] === 'trash') === wantsTrash)
        .filter((raw) => modified(raw) > after)
        .toSorted((a, b) => (modified(a) < modified(b) ? -1 : 1))
        .slice((page - 1) * perPage, page * perPage);
      return pageOf(rows, perPage);
    },
    listRefunds: async (orderId) => {
      called(`refunds of ${orderId}`);
      if (!orders.has(orderId)) return 'absent';
      return (refunds.get(orderId) ?? []).map((raw) => ({ refund: parseRefund(raw), raw }));
    },
    listCustomers: async ({ page, perPage }) => {
      called(`customers page ${page}`);
      const rows = [...customers.values()].slice((page - 1) * perPage, page * perPage);
      return {
        customers: rows.map((raw) => ({ customer: parseCustomer(raw), raw })),
        unreadable: [],
        more: rows.length === perPage,
      };
    },
    getCustomer: async (id) => {
      called(`customer ${id}`);
      const raw = customers.get(id);
      return raw ? { customer: parseCustomer(raw), raw } : 'absent';
    },
    getProduct: async (id) => {
      called(`product ${id}`);
      const raw = products.get(id);
      return raw ? { product: parseProduct(raw), raw } : 'absent';
    },
    getSettings: async () => {
      called('settings');
      return {
        currency: 'EUR',
        decimals: 2,
        pricesIncludeTax: true,
        taxesEnabled: true,
        taxRoundedAtSubtotal: false,
        country: 'DE',
      };
    },
    getSite: async () => {
      called('site');
      return {
        name: 'Shop',
        url: '',
        timezone: 'Europe/Berlin',
        gmtOffset: 1,
        hasWooCommerce: true,
      };
    },
    listWebhooks: async () => {
      called('webhooks');
      return [...webhooks];
    },
    createWebhook: async ({ secret, ...webhook }) => {
      called(`create ${webhook.topic}`);
      secrets.push(secret);
      const made: StoreWebhook = { ...webhook, id: webhooks.length + 1, status: 'active' };
      webhooks.push(made);
      return made;
    },
    updateWebhook: async (id, { secret, ...change }) => {
      called(`update ${id}`);
      if (secret !== undefined) secrets.push(secret);
      const at = webhooks.findIndex((webhook) => webhook.id === id);
      const changed = { ...webhooks[at], ...change } as StoreWebhook;
      webhooks[at] = changed;
      return changed;
    },
    deleteWebhook: async () => 'absent',
    close: () => undefined,
  };

  return { client, orders, refunds, customers, products, webhooks, secrets, calls, faults };
};

export type ScriptedShop = ReturnType<typeof createScriptedShop>;

const modified = (raw: JsonObject): string => raw['date_modified_gmt'] as string;

const pageOf = (rows: readonly JsonObject[], perPage: number): OrderPage => {
  const read = rows.map(readRow);
  return {
    orders: read.filter((row) => 'order' in row),
    unreadable: read.filter((row) => 'problem' in row),
    more: rows.length === perPage,
  };
};

const readRow = (raw: JsonObject): OrderPage['orders'][number] | UnreadableOrder => {
  try {
    return { order: parseOrder(raw), raw };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return {
      raw,
      id: Number(raw['id']),
      modifiedAt: `${modified(raw)}.000Z`,
      problem: error.message,
    };
  }
};
