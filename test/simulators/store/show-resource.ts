import { asText, asUnits } from './minor-units.js';
import { gmtTime, siteTime } from './sim-time.js';
import type { StoreState, Webhook } from './store-state.js';
import type { WooCustomer, WooOrder, WooRefund } from './woo-order.js';
import type { WooProduct } from './woo-product.js';

const ANY = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const links = (state: StoreState, path: string, allow: readonly string[] = ANY) => {
  const root = `${state.address}/wp-json/wc/v3`;
  return {
    self: [{ href: `${root}${path}`, targetHints: { allow } }],
    collection: [{ href: `${root}${path.replace(/\/\d+$/, '')}` }],
  };
};

/** An order as REST and webhooks show it, with the store's decimals or those asked for. */
export const showOrder = (
  state: StoreState,
  order: WooOrder,
  decimals: number = state.decimals,
): Readonly<Record<string, unknown>> => {
  const { _status_before_trash: _kept, ...shown } = order;
  const path = `/orders/${order.id}`;
  const emails = `${state.address}/wp-json/wc/v3${path}/actions/email_templates`;
  return {
    ...withDecimals(shown, decimals),
    payment_url: `${state.address}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${order.order_key}`,
    _links: {
      ...links(state, path),
      email_templates: [{ embeddable: true, href: emails }],
      ...(order.customer_id === 0 ? {} : customerLink(state, order.customer_id)),
    },
  };
};

const customerLink = (state: StoreState, id: number) => ({
  customer: [{ href: `${state.address}/wp-json/wc/v3/customers/${id}` }],
});

export const showRefund = (
  state: StoreState,
  { orderId, refund }: { readonly orderId: number; readonly refund: WooRefund },
): Readonly<Record<string, unknown>> => {
  const order = `/orders/${orderId}`;
  return {
    ...withDecimals(refund, state.decimals),
    _links: {
      ...links(state, `${order}/refunds/${refund.id}`, ['GET', 'DELETE']),
      up: [{ href: `${state.address}/wp-json/wc/v3${order}` }],
    },
  };
};

export const showCustomer = (
  state: StoreState,
  customer: WooCustomer,
): Readonly<Record<string, unknown>> => ({
  ...customer,
  _links: links(state, `/customers/${customer.id}`),
});

export const showProduct = (
  state: StoreState,
  product: WooProduct,
): Readonly<Record<string, unknown>> => ({
  ...product,
  _links: links(state, `/products/${product.id}`),
});

/** Neither the secret nor the count of failures is shown. */
export const showWebhook = (
  state: StoreState,
  webhook: Webhook,
): Readonly<Record<string, unknown>> => {
  const [resource = '', ...event] = webhook.topic.split('.');
  const modified = webhook.modifiedAt;
  return {
    id: webhook.id,
    name: webhook.name,
    status: webhook.status,
    topic: webhook.topic,
    resource,
    event: event.join('.'),
    hooks: [],
    delivery_url: webhook.deliveryUrl,
    date_created: siteTime(webhook.createdAt),
    date_created_gmt: gmtTime(webhook.createdAt),
    date_modified: modified === null ? null : siteTime(modified),
    date_modified_gmt: modified === null ? null : gmtTime(modified),
    _links: links(state, `/webhooks/${webhook.id}`),
  };
};

const MONEY =
  /^(amount|cart_tax|(discount|shipping)_(total|tax)|(sub)?total(_tax)?|(shipping_)?tax_total)$/;

/** Amounts are shown with as many decimals as the store has now; unrounded taxes and coupons stay as they are. */
const withDecimals = <Shown extends object>(shown: Shown, decimals: number): Shown => {
  const shownAs = (key: string, value: unknown): unknown => {
    if (key === 'taxes' || key === 'coupon_lines' || key === 'meta_data') return value;
    if (typeof value === 'string' && MONEY.test(key) && value !== '')
      return asText(asUnits(value, decimals), decimals);
    if (Array.isArray(value)) return value.map((item: unknown) => shownAs('', item));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, shownAs(name, member)]),
      );
    return value;
  };
  return Object.assign({}, shown, shownAs('', shown));
};
