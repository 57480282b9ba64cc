import { ping } from './deliver-webhooks.js';
import { pageOfRows } from './page-of-rows.js';
import { invalidId, restError, type RestReply } from './rest-error.js';
import { showWebhook } from './show-resource.js';
import type { StoreState, Webhook } from './store-state.js';

type Fields = Readonly<Record<string, unknown>>;

const TOPIC = /^((coupon|customer|order|product)\.(created|updated|deleted|restored)|action\.\w+)$/;

export const listWebhooks = (state: StoreState, url: URL): RestReply => {
  const status = url.searchParams.get('status');
  const direction = url.searchParams.get('order') === 'asc' ? 1 : -1;
  const rows = [...state.webhooks.values()]
    .filter((webhook) => status === null || status === 'all' || webhook.status === status)
    .toSorted((a, b) => direction * (a.id - b.id));
  return pageOfRows(rows, url, (webhook) => showWebhook(state, webhook));
};

export const getWebhook = (state: StoreState, id = 0): RestReply => {
  const webhook = state.webhooks.get(id);
  return webhook === undefined
    ? invalidId('webhook')
    : { status: 200, body: showWebhook(state, webhook) };
};

/** Pings before it answers; a receiver that does not answer the ping changes nothing in the reply. */
export const createWebhook = async (state: StoreState, fields: Fields): Promise<RestReply> => {
  const { topic, delivery_url: deliveryUrl } = fields;
  if (!isTopic(topic)) return invalidTopic();
  if (!isUrl(deliveryUrl)) return invalidUrl();
  const now = state.clock.now();
  const webhook: Webhook = {
    id: state.ids.webhook(),
    name: textOf(fields['name']) ?? `Webhook created on ${new Date(now).toISOString()}`,
    status: statusOf(fields['status']) ?? 'active',
    topic,
    deliveryUrl,
    secret: textOf(fields['secret']) ?? `unreadable${now}`,
    createdAt: now,
    modifiedAt: null,
    failureCount: 0,
    pingPending: true,
  };
  state.webhooks.set(webhook.id, webhook);
  if (webhook.status === 'active') await ping(webhook);
  const headers = { location: `${state.address}/wp-json/wc/v3/webhooks/${webhook.id}` };
  return { status: 201, body: showWebhook(state, webhook), headers };
};

/** Re-enabling keeps the count of failures: one more failure disables again. Another address is pinged. */
export const updateWebhook = async (
  state: StoreState,
  id: number,
  fields: Fields,
): Promise<RestReply> => {
  const webhook = state.webhooks.get(id);
  if (webhook === undefined) return invalidId('webhook');
  const { topic, delivery_url: deliveryUrl } = fields;
  if (topic !== undefined && !isTopic(topic)) return invalidTopic();
  if (deliveryUrl !== undefined && !isUrl(deliveryUrl)) return invalidUrl();
  if (deliveryUrl !== undefined && deliveryUrl !== webhook.deliveryUrl) webhook.pingPending = true;
  webhook.name = textOf(fields['name']) ?? webhook.name;
  webhook.status = statusOf(fields['status']) ?? webhook.status;
  webhook.topic = topic ?? webhook.topic;
  webhook.deliveryUrl = deliveryUrl ?? webhook.deliveryUrl;
  webhook.secret = textOf(fields['secret']) ?? webhook.secret;
  webhook.modifiedAt = state.clock.now();
  if (webhook.status === 'active' && webhook.pingPending) await ping(webhook);
  return { status: 200, body: showWebhook(state, webhook) };
};

/** What waits for it is never sent. */
export const deleteWebhook = (state: StoreState, id: number, url: URL): RestReply => {
  const webhook = state.webhooks.get(id);
  if (webhook === undefined) return invalidId('webhook');
  if (!/^(true|1)$/.test(url.searchParams.get('force') ?? ''))
    return restError(
      501,
      'woocommerce_rest_trash_not_supported',
      'Webhooks do not support trashing.',
    );
  state.webhooks.delete(id);
  return { status: 200, body: showWebhook(state, webhook) };
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const statusOf = (value: unknown): Webhook['status'] | undefined =>
  value === 'active' || value === 'paused' || value === 'disabled' ? value : undefined;

const isTopic = (value: unknown): value is string => typeof value === 'string' && TOPIC.test(value);

const isUrl = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);

const invalidTopic = (): RestReply =>
  restError(
    400,
    'woocommerce_rest_shop_webhook_invalid_topic',
    'Webhook topic is required and must be valid.',
  );

const invalidUrl = (): RestReply =>
  restError(
    400,
    'woocommerce_rest_shop_webhook_invalid_delivery_url',
    'Webhook delivery URL must be a valid URL starting with http:// or https://.',
  );
