import { createHmac } from 'node:crypto';

import type { StoreState } from './store-state.js';

const WINDOW_SECONDS = 15 * 60;
const REQUIRED = [
  'oauth_consumer_key',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
] as const;

/** What is wrong with the OAuth 1.0a signature in a query, or `null`. A nonce serves once. */
export const oauthProblem = (
  state: StoreState,
  { method, url, secret }: { readonly method: string; readonly url: URL; readonly secret: string },
): string | null => {
  const given = url.searchParams;
  const missing = REQUIRED.filter((name) => !given.get(name));
  if (missing.length > 0) return `Missing OAuth parameters ${missing.join(', ')}`;
  const signatureMethod = given.get('oauth_signature_method') ?? '';
  if (!['HMAC-SHA1', 'HMAC-SHA256'].includes(signatureMethod))
    return 'Invalid signature - signature method is invalid.';
  const hash = signatureMethod === 'HMAC-SHA1' ? 'sha1' : 'sha256';
  const expected = createHmac(hash, `${secret}&`).update(signedText(method, url)).digest('base64');
  if (given.get('oauth_signature') !== expected)
    return 'Invalid signature - provided signature does not match.';
  const age = state.clock.now() / 1000 - Number(given.get('oauth_timestamp'));
  if (!(Math.abs(age) <= WINDOW_SECONDS)) return 'Invalid timestamp.';
  const nonce = `${given.get('oauth_consumer_key')} ${given.get('oauth_nonce')}`;
  if (state.usedNonces.has(nonce)) return 'Invalid nonce - nonce has already been used.';
  state.usedNonces.add(nonce);
  return null;
};

/** Names and values are encoded twice and joined by encoded signs, sorted by name. */
const signedText = (method: string, url: URL): string => {
  const parameters = [...url.searchParams]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [twice(name), twice(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${name}%3D${value}`)
    .join('%26');
  return `${method}&${once(`http://${url.host}${url.pathname}`)}&${parameters}`;
};

const once = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const twice = (text: string): string => once(once(text));
