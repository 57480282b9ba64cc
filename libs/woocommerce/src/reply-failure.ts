import { AppError, type Clock } from '@ml-connector/kernel';

import { errorBody } from './error-body.js';
import { replyJson } from './reply-json.js';
import { readRetryAfter, ShopUnavailable } from './shop-unavailable.js';
import type { StoreReply } from './store-transport.js';

/**
 * What a reply without the wanted answer means. Messages say what to do and hold no key, no query and nothing of the shopper.
 * @returns an AppError SHOP_UNAVAILABLE (429, 5xx) or SHOP_REFUSED (401, 403, 404, redirects and other refusals)
 */
export const replyFailure = (reply: StoreReply, clock: Clock): AppError => {
  const { status } = reply;
  if (status === 429 || status >= 500)
    return new ShopUnavailable(
      status === 429
        ? 'The store asks for fewer requests (HTTP 429).'
        : `The store has an error of its own (HTTP ${status}).`,
      readRetryAfter(reply.header('retry-after'), clock.now()),
    );
  return new AppError('SHOP_REFUSED', refusal(reply));
};

const refusal = (reply: StoreReply): string => {
  const code = safeCode(reply);
  const shown = `HTTP ${reply.status}${code === null ? '' : `, ${code}`}`;
  if (reply.status >= 300 && reply.status < 400)
    return `The store sends API requests elsewhere (HTTP ${reply.status}); enter the address that it ends at${target(reply)}.`;
  if ((reply.status === 401 || reply.status === 403) && code === null)
    return `Something before the store refuses API requests (${shown}); let the firewall or security plugin allow /wp-json/wc/v3.`;
  if (reply.status === 401 || reply.status === 403)
    return `The store refuses the API key (${shown}); make a key with read/write permission under WooCommerce > Settings > Advanced > REST API and enter it again.`;
  if (reply.status === 404)
    return `There is no WooCommerce REST API at this address (${shown}); check the address, that WooCommerce is active, and that permalinks are not "Plain".`;
  return `The store refuses the request (${shown}).`;
};

const safeCode = (reply: StoreReply): string | null => {
  const code = errorBody(replyJson(reply.body))?.code ?? '';
  return /^[a-z0-9_-]{1,80}$/i.test(code) ? code : null;
};

/** Only the origin: the rest of a Location may repeat our signed query. */
const target = (reply: StoreReply): string => {
  const location = reply.header('location') ?? '';
  return URL.canParse(location) ? ` (${new URL(location).origin})` : '';
};
