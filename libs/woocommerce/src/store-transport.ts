import type { Clock, Randomness } from '@ml-connector/kernel';
import { AppError, isAppError } from '@ml-connector/kernel';
import { create as createHttpClient, isAxiosError, isCancel } from 'axios';

import { limitConcurrency } from './limit-concurrency.js';
import { type ConsumerKey, oauthSigner } from './oauth-signature.js';
import { ShopUnavailable } from './shop-unavailable.js';
import { storeAddress } from './store-address.js';
import { storeAgent } from './store-agent.js';

/** How to reach one store. */
export interface StoreAccess extends ConsumerKey {
  /** The address of the shop, with a path if WordPress stands in a folder. */
  readonly url: string;
  /** Whether private addresses, any port and plain http (with OAuth 1.0a) are allowed. */
  readonly allowPrivate: boolean;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** For a whole request, from sending to the last byte. Default 30,000. */
  readonly timeoutMs?: number;
  /** For opening a connection. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Requests to this store at a time. Default 4. */
  readonly concurrency?: number;
  /** An additional certificate authority in PEM. */
  readonly certificateAuthority?: string;
}

export interface StoreRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under `/wp-json`, e.g. `/wc/v3/orders/27`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
  /** Whether to leave the key out: the site's index is for everybody. */
  readonly anonymous?: boolean;
}

export interface StoreReply {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

export interface StoreTransport {
  /** @throws AppError SHOP_UNAVAILABLE if no whole answer came, ADDRESS_FORBIDDEN if no request may go there. */
  send(request: StoreRequest): Promise<StoreReply>;
  close(): void;
}

const LARGEST_REPLY = 20_000_000;

/** @throws AppError ADDRESS_FORBIDDEN or INPUT_INVALID if the address is not one of a store. */
export const storeTransport = (access: StoreAccess): StoreTransport => {
  const { timeoutMs = 30_000, connectTimeoutMs = 10_000, concurrency = 4 } = access;
  const address = storeAddress(access.url, access.allowPrivate);
  const agent = storeAgent({ ...access, address, sockets: concurrency, connectTimeoutMs });
  const authorize = authorization(access, address);
  const limited = limitConcurrency(concurrency);
  const client = createHttpClient({
    adapter: 'http',
    httpAgent: agent,
    httpsAgent: agent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: LARGEST_REPLY,
    responseType: 'arraybuffer',
    transformResponse: [],
    validateStatus: () => true,
    headers: { Accept: 'application/json', 'User-Agent': 'ml-connector' },
  });

  const send = async (request: StoreRequest): Promise<StoreReply> => {
    const url = new URL(`${address.href.replace(/\/$/, '')}/wp-json${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {}))
      url.searchParams.set(name, value);
    const authorized = request.anonymous === true ? { url } : authorize(request.method, url);
    try {
      const reply = await client.request<Buffer>({
        ...authorized,
        url: authorized.url.href,
        method: request.method,
        signal: AbortSignal.timeout(timeoutMs),
        ...(request.body === undefined ? {} : { data: request.body }),
      });
      const header = (name: string) => text(reply.headers[name]);
      return { status: reply.status, header, body: reply.data };
    } catch (error) {
      throw failure(error, timeoutMs);
    }
  };

  return {
    send: (request) => limited(() => send(request)),
    close: () => agent.destroy(),
  };
};

type Authorized = { readonly url: URL; readonly auth?: { username: string; password: string } };

const authorization = (
  access: StoreAccess,
  address: URL,
): ((method: string, url: URL) => Authorized) => {
  if (address.protocol === 'https:') {
    const auth = { username: access.consumerKey, password: access.consumerSecret };
    return (_method, url) => ({ url, auth });
  }
  const sign = oauthSigner(access, access);
  return (method, url) => ({ url: sign(method, url) });
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The original error holds the request with its key, so nothing of it but its code goes further. */
const failure = (error: unknown, timeoutMs: number): AppError => {
  if (!isAxiosError(error)) return new ShopUnavailable('The request to the store failed.');
  if (isAppError(error.cause)) return new AppError(error.cause.code, error.cause.message);
  if (isCancel(error))
    return new ShopUnavailable(`The store did not answer within ${timeoutMs / 1000} seconds.`);
  if (error.code === 'ERR_BAD_RESPONSE' && /maxContentLength/.test(error.message))
    return new ShopUnavailable(`The store's answer is larger than ${LARGEST_REPLY} bytes.`);
  return new ShopUnavailable(sentence(error.code ?? ''));
};

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The store refuses connections; its web server may be down.',
  ENOTFOUND: "The store's name is not known in DNS; check its address.",
  EAI_AGAIN: "The store's name could not be looked up just now.",
  ETIMEDOUT: 'No connection to the store could be made in time.',
  ECONNRESET: 'The store broke the connection before its answer was whole.',
  ERR_BAD_RESPONSE: 'The store broke the connection before its answer was whole.',
  ECONNABORTED: 'The store broke the connection before its answer was whole.',
  CERT_HAS_EXPIRED: "The store's certificate has expired; renew it.",
};

const sentence = (code: string): string =>
  SENTENCES[code] ??
  (/CERT|TLS|SSL|ALTNAME/.test(code)
    ? `The store's certificate is not trusted (${code}); install a valid one.`
    : `The request to the store failed (${/^[A-Z_0-9]{1,60}$/.test(code) ? code : 'no code'}).`);
