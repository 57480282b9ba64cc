import { oauthProblem } from './oauth-request.js';
import { cannotView, notAuthenticated, type RestReply } from './rest-error.js';
import type { ApiKey, StoreState } from './store-state.js';

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  readonly body: string;
}

/**
 * The key of a request. Basic and keys in the query count over TLS only; on plain http only OAuth 1.0a does. Whoever is not
 * recognised at all may simply not look; whoever is recognised and wrong is told why.
 */
export const authenticate = (state: StoreState, request: RestRequest): ApiKey | RestReply => {
  if (request.secure) {
    const given = basicKey(request) ?? queryKey(request);
    if (given !== null) return known(state, given);
  }
  if (!request.url.searchParams.has('oauth_consumer_key')) return cannotView();
  const key = keyOf(state, request.url.searchParams.get('oauth_consumer_key') ?? '');
  if (key === undefined) return notAuthenticated('Consumer key is invalid.');
  const { method, url } = request;
  const problem = oauthProblem(state, { method, url, secret: key.consumerSecret });
  return problem === null ? key : notAuthenticated(problem);
};

/** The refusal of a read-only key that writes, or `null`. */
export const writeRefusal = (key: ApiKey, method: string): RestReply | null =>
  key.permission === 'read' && !['GET', 'HEAD', 'OPTIONS'].includes(method)
    ? notAuthenticated('The API key provided does not have write permissions.')
    : null;

const known = (
  state: StoreState,
  [name, secret]: readonly [string, string],
): ApiKey | RestReply => {
  const key = keyOf(state, name);
  if (key === undefined) return cannotView();
  return key.consumerSecret === secret ? key : notAuthenticated('Consumer secret is invalid.');
};

const keyOf = (state: StoreState, name: string): ApiKey | undefined =>
  state.keys.find(({ consumerKey }) => consumerKey === name);

const basicKey = ({ authorization }: RestRequest): readonly [string, string] | null => {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [name = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [name, secret.join(':')];
};

const queryKey = ({ url }: RestRequest): readonly [string, string] | null => {
  const name = url.searchParams.get('consumer_key');
  return name === null ? null : [name, url.searchParams.get('consumer_secret') ?? ''];
};
