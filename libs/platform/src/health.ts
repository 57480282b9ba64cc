import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

/** How far the process is. Live: its event loop turns. Ready: its stores answer and it listens. */
export interface Health {
  startup: boolean;
  draining: boolean;
}

export interface HealthOptions {
  readonly health: Health;
  readonly metrics: Registry;
  /** Rejects where the stores do not answer. */
  readonly probe: () => Promise<void>;
}

/** Answers `/health/{live,ready,startup}` and `/metrics`. @returns whether the request was one of these. */
export const handleHealth = (
  { health, metrics, probe }: HealthOptions,
  request: IncomingMessage,
  response: ServerResponse,
): boolean => {
  switch (pathOf(request)) {
    case '/health/live':
      answer(response, 200, 'live');
      return true;
    case '/health/startup':
      answer(response, health.startup ? 200 : 503, health.startup ? 'started' : 'starting');
      return true;
    case '/health/ready':
      void answerReady(health, probe, response);
      return true;
    case '/metrics':
      void answerMetrics(metrics, response);
      return true;
    default:
      return false;
  }
};

export const pathOf = (request: IncomingMessage): string =>
  (request.url ?? '/').split('?', 1)[0] ?? '/';

const answerReady = async (
  health: Health,
  probe: () => Promise<void>,
  response: ServerResponse,
): Promise<void> => {
  const isReady = await ready(health, probe);
  answer(response, isReady ? 200 : 503, isReady ? 'ready' : 'not ready');
};

const answerMetrics = async (metrics: Registry, response: ServerResponse): Promise<void> => {
  try {
    const text = await metrics.metrics();
    response.writeHead(200, { 'content-type': metrics.contentType });
    response.end(text);
  } catch {
    answer(response, 500, 'metrics failed');
  }
};

const ready = async (health: Health, probe: () => Promise<void>): Promise<boolean> => {
  if (!health.startup || health.draining) return false;
  try {
    await probe();
    return true;
  } catch {
    return false;
  }
};

const answer = (response: ServerResponse, status: number, state: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: state }));
};
