import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { handleHealth, pathOf, type HealthOptions } from './health.js';
import type { HttpFront } from './service-definition.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Puts the fronts before the framework: their requests reach neither its body parsers nor its router, so that what
 * strangers send is met by code that reads it with its own limits.
 * @param health absent where the probes have a port of their own.
 */
export const switchRequests = (
  server: Server,
  fronts: readonly HttpFront[],
  health: HealthOptions | null,
): void => {
  const framework = server.listeners('request');
  server.removeAllListeners('request');
  server.on(
    'request',
    dispatch(fronts, health, (request, response) => {
      for (const listener of framework) Reflect.apply(listener, server, [request, response]);
    }),
  );
};

const dispatch =
  (fronts: readonly HttpFront[], health: HealthOptions | null, framework: Listener): Listener =>
  (request, response) => {
    const path = pathOf(request);
    const front = fronts.find((known) => path === known.path || path.startsWith(`${known.path}/`));
    if (front) front.handle(request, response);
    else if (!health || !handleHealth(health, request, response)) framework(request, response);
  };
