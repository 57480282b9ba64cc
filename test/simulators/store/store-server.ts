import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

import { answerRest } from './rest-routes.js';
import type { RestReply } from './rest-error.js';
import type { Fault, StoreState } from './store-state.js';

/** A certificate with its key, in PEM. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

export interface ServerSettings {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly tls: TlsFiles | null;
  /** What answers under `/__sim`. */
  readonly control: (method: string, path: string, body: string) => Promise<RestReply>;
}

/** Opens the store's port. @returns the server and the address at which it is reached */
export const openServer = async (
  state: StoreState,
  settings: ServerSettings,
): Promise<{ readonly server: http.Server; readonly address: string }> => {
  const answer = (request: http.IncomingMessage, response: http.ServerResponse) => {
    handle(state, settings, { request, response }).catch(() => response.destroy());
  };
  const server =
    settings.tls === null ? http.createServer(answer) : https.createServer(settings.tls, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, settings.host, resolve);
  });
  const { port } = portOf(server);
  const scheme = settings.tls === null ? 'http' : 'https';
  return { server, address: `${scheme}://${settings.host}:${port}` };
};

const portOf = (server: http.Server): AddressInfo => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
};

interface Exchange {
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
}

const handle = async (
  state: StoreState,
  settings: ServerSettings,
  { request, response }: Exchange,
): Promise<void> => {
  const url = new URL(request.url ?? '/', state.address);
  const body = await readBody(request);
  const method = request.method ?? 'GET';
  if (url.pathname.startsWith('/__sim')) {
    const reply = await settings.control(method, url.pathname.slice('/__sim'.length), body);
    send(response, reply);
    return;
  }
  const fault = nextFault(state, url.pathname);
  if (fault !== undefined && (await meetFault(fault, response))) return;
  const { authorization } = request.headers;
  const secure = settings.tls !== null;
  const reply = await answerRest(state, { method, url, authorization, secure, body });
  if (fault?.kind === 'truncated') breakOff(response, reply);
  else send(response, withWordPressHeaders(state, reply));
};

const LARGEST_BODY = 1_000_000;

const readBody = async (request: http.IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new Error('The body is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const withWordPressHeaders = (state: StoreState, reply: RestReply): RestReply => ({
  ...reply,
  headers: {
    'access-control-allow-headers':
      'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type',
    'access-control-expose-headers': 'X-WP-Total, X-WP-TotalPages, Link',
    'cache-control': 'no-cache, must-revalidate, max-age=0, no-store, private',
    link: `<${state.address}/wp-json/>; rel="https://api.w.org/"`,
    'x-content-type-options': 'nosniff',
    'x-powered-by': 'PHP/8.2.36',
    'x-robots-tag': 'noindex',
    ...reply.headers,
  },
});

const send = (response: http.ServerResponse, { status, headers, body }: RestReply): void => {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
    .end(JSON.stringify(body));
};

const breakOff = (response: http.ServerResponse, reply: RestReply): void => {
  const whole = Buffer.from(JSON.stringify(reply.body));
  response.writeHead(reply.status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': `${whole.length}`,
  });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy());
};

const nextFault = (state: StoreState, path: string): Fault | undefined => {
  const fault = state.faults.find(
    (candidate) => candidate.path === undefined || path.includes(candidate.path),
  );
  if (fault?.times !== undefined) {
    fault.times -= 1;
    if (fault.times <= 0) state.faults = state.faults.filter((other) => other !== fault);
  }
  return fault;
};

const PAGE = '<!DOCTYPE html><html><head><title>Error</title></head><body>Error</body></html>';

/** @returns whether the fault was the whole answer */
const meetFault = async (fault: Fault, response: http.ServerResponse): Promise<boolean> => {
  const wait = fault.retryAfterSeconds;
  const headers = {
    'content-type': 'text/html; charset=UTF-8',
    ...(wait === undefined ? {} : { 'retry-after': `${wait}` }),
  };
  switch (fault.kind) {
    case 'http-500':
    case 'http-503':
    case 'http-429':
      response.writeHead(Number(fault.kind.slice(5)), headers).end(PAGE);
      return true;
    case 'html':
      response.writeHead(200, headers).end(PAGE);
      return true;
    case 'refused-key':
      send(response, {
        status: 401,
        body: {
          code: 'woocommerce_rest_cannot_view',
          message: 'Sorry, you cannot list resources.',
          data: { status: 401 },
        },
      });
      return true;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 10_000).unref());
      return false;
    case 'truncated':
      return false;
  }
};
