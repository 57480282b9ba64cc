import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConnectionReader } from '@ml-connector/connections';
import { type Failpoint, isAppError } from '@ml-connector/kernel';
import type { HttpFront } from '@ml-connector/platform';
import type { Signals } from '../signals.js';
import type { AcceptedDelivery, ReceivedDelivery } from './accept-delivery.js';
import { type Answer, sendAnswer } from './answer.js';
import { connectionOfPath } from './connection-of-path.js';
import type { DeliveryOutcome } from './delivery-outcome.js';
import { readBody } from './read-body.js';

export interface WebhookFrontOptions {
  readonly connections: Pick<ConnectionReader, 'webhookSecrets'>;
  readonly accept: (delivery: ReceivedDelivery) => Promise<AcceptedDelivery>;
  readonly signals: Signals;
  readonly failpoint: Failpoint;
  readonly limits?: Partial<FrontLimits>;
}

export interface FrontLimits {
  /** Of one body. The largest that a real store was seen to send is 60 kB. */
  readonly maxBytes: number;
  /** For one body, in milliseconds. */
  readonly bodyTimeoutMs: number;
  /** Requests under way; more are told to come later. */
  readonly maxUnderWay: number;
}

const LIMITS: FrontLimits = { maxBytes: 1_000_000, bodyTimeoutMs: 20_000, maxUnderWay: 2_000 };

/**
 * The address that shops deliver to, `POST /webhooks/<connection id>`. Strangers reach it: everything is bounded, and a
 * request that is refused leaves nothing behind but a count and a log line.
 */
export const createWebhookFront = (options: WebhookFrontOptions): HttpFront => {
  const limits = { ...LIMITS, ...options.limits };
  let underWay = 0;

  const receive = async (request: IncomingMessage): Promise<Received> => {
    const connectionId = connectionOfPath(request.url);
    if (connectionId === null) return { connectionId, outcome: 'unknown-connection' };
    if (request.method !== 'POST') return { connectionId, outcome: 'bad-method' };
    if (request.headers['content-encoding'] !== undefined)
      return { connectionId, outcome: 'encoded' };
    const secrets = await options.connections.webhookSecrets(connectionId);
    if (secrets.length === 0) return { connectionId: null, outcome: 'unknown-connection' };
    const body = await readBody(request, {
      maxBytes: limits.maxBytes,
      timeoutMs: limits.bodyTimeoutMs,
    });
    if (body.outcome !== 'whole') return { connectionId, outcome: body.outcome };
    await options.failpoint('in.received');
    const { outcome, detail } = await options.accept({
      connectionId,
      secrets,
      body: body.bytes,
      contentType: request.headers['content-type'],
      signatures: request.headersDistinct['x-wc-webhook-signature'] ?? [],
      resource: request.headersDistinct['x-wc-webhook-resource']?.[0],
    });
    return { connectionId, outcome, ...(detail === undefined ? {} : { detail }) };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (underWay >= limits.maxUnderWay) {
      options.signals.delivery(null, 'busy');
      return sendAnswer(request, response, ANSWERS.busy);
    }
    underWay += 1;
    try {
      const { connectionId, outcome, detail } = await receive(request);
      options.signals.delivery(connectionId, outcome, detail);
      if (outcome === 'observed') options.signals.observed('webhook', 1);
      sendAnswer(request, response, ANSWERS[outcome]);
      await options.failpoint('in.acked');
    } catch (error) {
      options.signals.deliveryFailed(connectionOfPath(request.url) ?? '', error);
      sendAnswer(request, response, isAppError(error) && error.retryable ? LATER : FAILED);
    } finally {
      underWay -= 1;
    }
  };

  return { path: '/webhooks', handle: (request, response) => void handle(request, response) };
};

interface Received {
  readonly connectionId: string | null;
  readonly outcome: DeliveryOutcome;
  readonly detail?: string;
}

const DONE: Answer = { status: 200 };
const LATER: Answer = {
  status: 503,
  title: 'Nothing durable is possible at the moment.',
  headers: { 'retry-after': '30' },
};
const FAILED: Answer = { status: 500, title: 'The delivery could not be taken in.' };

const ANSWERS: Readonly<Record<DeliveryOutcome, Answer>> = {
  ping: DONE,
  observed: DONE,
  repeated: DONE,
  asked: DONE,
  'hints-full': DONE,
  ignored: DONE,
  'shop-error': DONE,
  unusable: DONE,
  erased: DONE,
  unsigned: { status: 401, title: 'The delivery is not signed.' },
  'signature-wrong': { status: 401, title: 'The signature is not that of this body.' },
  'not-json': { status: 400, title: 'The body is not JSON that can be read.' },
  'unknown-connection': { status: 404, title: 'There is no such address.' },
  'bad-method': { status: 405, title: 'Only POST is served here.', headers: { allow: 'POST' } },
  encoded: { status: 415, title: 'A content encoding is not accepted.' },
  'too-large': { status: 413, title: 'The body is larger than a delivery can be.' },
  'too-slow': { status: 408, title: 'The body did not come in time.' },
  'cut-off': { status: 400, title: 'The body was cut off.' },
  busy: {
    status: 503,
    title: 'Too many deliveries are under way.',
    headers: { 'retry-after': '5' },
  },
};
