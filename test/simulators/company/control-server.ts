import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ControlCall, ControlRoute } from './control-routes.js';

const CLOSE_MS = 300;

/** A control port that is listening. */
export interface ControlServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves control routes as JSON on a port of this machine only; port 0 takes a free one. */
export async function startControlServer(
  routes: Readonly<Record<string, ControlRoute>>,
  port: number,
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    void respond(routes, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // An answer under way still arrives; a call that waits for a frozen update does not.
        setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref();
      }),
  };
}

async function respond(
  routes: Readonly<Record<string, ControlRoute>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await answer(routes, request);
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body ?? null));
}

async function answer(
  routes: Readonly<Record<string, ControlRoute>>,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = routes[`${request.method} ${url.pathname}`];
  if (route === undefined)
    return { status: 404, body: { error: 'unknown path', paths: Object.keys(routes) } };
  try {
    const call: ControlCall = { query: url.searchParams, body: await bodyOf(request) };
    return { status: 200, body: await route(call) };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const body: unknown = text === '' ? {} : JSON.parse(text);
  if (typeof body !== 'object' || body === null) throw new Error('the body is no JSON object');
  return { ...body };
}
