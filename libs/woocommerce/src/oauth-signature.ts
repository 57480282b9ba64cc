import { createHmac } from 'node:crypto';

import type { Clock, Randomness } from '@ml-connector/kernel';
import OAuth from 'oauth-1.0a';

/** The key that WooCommerce gave for its REST API. */
export interface ConsumerKey {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

const NONCE_BYTES = 16;

/**
 * Signs requests with OAuth 1.0a (HMAC-SHA256), which WooCommerce wants on plain http. The signature goes into the query,
 * as some servers drop the Authorization header. WooCommerce refuses a nonce that it has seen, so a signed URL serves once.
 */
export const oauthSigner = (
  key: ConsumerKey,
  { clock, randomness }: { readonly clock: Clock; readonly randomness: Randomness },
): ((method: string, url: URL) => URL) => {
  const oauth = new OAuth({
    consumer: { key: key.consumerKey, secret: key.consumerSecret },
    signature_method: 'HMAC-SHA256',
    hash_function: (text, secret) => createHmac('sha256', secret).update(text).digest('base64'),
  });
  oauth.getNonce = () => Buffer.from(randomness.bytes(NONCE_BYTES)).toString('hex');
  oauth.getTimeStamp = () => Math.floor(clock.now() / 1000);
  return (method, url) => {
    const signed = new URL(url);
    const authorization = oauth.authorize({ url: url.href, method });
    for (const [name, value] of Object.entries(authorization))
      signed.searchParams.set(name, String(value));
    return signed;
  };
};
