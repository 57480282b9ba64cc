import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

import { phpJson } from './php-json.js';
import { nextDelivery } from './queue-deliveries.js';
import { invalidId } from './rest-error.js';
import { showCustomer, showOrder } from './show-resource.js';
import type { PendingDelivery, SentDelivery, StoreState, Webhook } from './store-state.js';

const DELIVERY_TIMEOUT = 60_000;
const PING_TIMEOUT = 5_000;
const MOST_FAILURES = 6;

/**
 * Sends all that waits, one by one, each once and never again. While delivery is off, what waits is lost.
 * @returns what was sent
 */
export const deliverPending = async (state: StoreState): Promise<readonly SentDelivery[]> => {
  const sent: SentDelivery[] = [];
  for (let next = nextDelivery(state); next !== undefined; next = nextDelivery(state)) {
    const webhook = state.webhooks.get(next.webhookId);
    // A deleted webhook takes what waits for it along; a paused or disabled one still sends it.
    if (webhook === undefined) continue;
    if (!state.deliveryOn) {
      state.lost.push(next);
      continue;
    }
    const delivery = await deliver(state, webhook, next);
    state.sent.push(delivery);
    sent.push(delivery);
    countAnswer(state, webhook, delivery.answered);
    if (webhook.pingPending) await ping(webhook);
  }
  return sent;
};

/** Sends everything that was ever sent once more, byte for byte. @returns the statuses that came back */
export const redeliverAll = async (state: StoreState): Promise<readonly (number | null)[]> => {
  const statuses: (number | null)[] = [];
  for (const { url, headers, body } of state.sent)
    statuses.push(await post(url, headers, { body, timeoutMs: DELIVERY_TIMEOUT }));
  return statuses;
};

/** The unsigned form post at creation; only exactly 200 satisfies the store. */
export const ping = async (webhook: Webhook): Promise<void> => {
  const body = `webhook_id=${webhook.id}`;
  const headers = {
    ...commonHeaders(webhook.deliveryUrl),
    Connection: 'close',
    'Content-Length': `${body.length}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const status = await post(webhook.deliveryUrl, headers, { body, timeoutMs: PING_TIMEOUT });
  webhook.pingPending = status !== 200;
};

/** The text that is signed and sent for a resource, as it is at this moment. */
export const payloadOf = (state: StoreState, { topic, resourceId }: PendingDelivery): string => {
  if (topic.startsWith('action.'))
    return phpJson({ action: topic.slice('action.'.length), arg: resourceId });
  if (topic.endsWith('.deleted')) return phpJson({ id: resourceId });
  if (topic.startsWith('customer.')) {
    const customer = state.customers.get(resourceId);
    return phpJson(customer ? showCustomer(state, customer) : invalidId('customer').body);
  }
  const order = state.orders.get(resourceId);
  return phpJson(order ? showOrder(state, order) : invalidId('order').body);
};

const deliver = async (
  state: StoreState,
  webhook: Webhook,
  pending: PendingDelivery,
): Promise<SentDelivery> => {
  const body = payloadOf(state, pending);
  const [resource = '', ...event] = pending.topic.split('.');
  const second = Math.floor(state.clock.now() / 1000);
  const headers = {
    ...commonHeaders(webhook.deliveryUrl),
    'Content-Type': 'application/json',
    'X-WC-Webhook-Source': `${state.address}/`,
    'X-WC-Webhook-Topic': pending.topic,
    'X-WC-Webhook-Resource': resource,
    'X-WC-Webhook-Event': event.join('.'),
    'X-WC-Webhook-Signature': createHmac('sha256', webhook.secret).update(body).digest('base64'),
    'X-WC-Webhook-ID': `${webhook.id}`,
    'X-WC-Webhook-Delivery-ID': createHash('md5').update(`${webhook.id}${second}`).digest('hex'),
    Connection: 'close',
    'Content-Length': `${Buffer.byteLength(body)}`,
  };
  const url = webhook.deliveryUrl;
  const answered = await post(url, headers, { body, timeoutMs: DELIVERY_TIMEOUT });
  return { ...pending, url, headers, body, answered };
};

const countAnswer = (state: StoreState, webhook: Webhook, status: number | null): void => {
  if (status !== null && status >= 200 && status <= 302) {
    webhook.failureCount = 0;
  } else if (webhook.failureCount < MOST_FAILURES) {
    webhook.failureCount += 1;
  } else {
    webhook.status = 'disabled';
    webhook.modifiedAt = state.clock.now();
  }
};

const commonHeaders = (url: string): Record<string, string> => ({
  Host: new URL(url).host,
  'User-Agent': 'WooCommerce/9.9.5 Hookshot (WordPress/6.9)',
  Accept: '*/*',
  'Accept-Encoding': 'deflate, gzip, br, zstd',
});

/** @returns the status, or `null` if there was no answer in time */
const post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  { body, timeoutMs }: { readonly body: string; readonly timeoutMs: number },
): Promise<number | null> =>
  new Promise((resolve) => {
    const client = url.startsWith('https:') ? https : http;
    const request = client.request(url, {
      method: 'POST',
      headers: { ...headers },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on('response', (response) => {
      response.resume();
      response.on('close', () => resolve(response.complete ? (response.statusCode ?? null) : null));
    });
    request.on('error', () => resolve(null));
    request.end(body);
  });
