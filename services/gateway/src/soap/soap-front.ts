import type { IncomingMessage, ServerResponse } from 'node:http';
import { tracing } from '@ml-connector/event-log';
import { pass, type HttpFront, type Logger } from '@ml-connector/platform';
import { decodeBody } from './charset.js';
import { dispatchCall } from './dispatch-call.js';
import { HUMAN_PAGE } from './human-page.js';
import { QBWC_NAMESPACE } from './operations.js';
import { readBody } from './read-body.js';
import { readCall } from './read-call.js';
import { SoapRefusal } from './soap-refusal.js';
import type { WebConnectorCalls } from './web-connector-calls.js';
import { writeAnswer, writeFault } from './write-answer.js';
import { writeWsdl } from './wsdl.js';

const PATH = '/qbwc';
const ORDINARY_BYTES = 64 * 1024;
const LARGE_BYTES = 10 * 1024 * 1024;
const BODY_DEADLINE_MS = 30_000;
const XML = 'text/xml; charset=utf-8';
const PLAIN = 'text/plain; charset=utf-8';

export interface SoapFrontOptions {
  readonly calls: WebConnectorCalls;
  readonly logger: Logger;
  /** Where the world reaches the product, without a trailing slash. */
  readonly publicUrl: string;
  /** Milliseconds for a whole body. Default 30 s. */
  readonly bodyDeadlineMs?: number;
}

/** The edge that the Web Connector speaks to: strict, bounded, and the same dull answer to everything that is no call. */
export const createSoapFront = (options: SoapFrontOptions): HttpFront => {
  const wsdl = writeWsdl(`${options.publicUrl}${PATH}`);
  return {
    path: PATH,
    handle: (request, response) => {
      const { pathname, search } = split(request.url ?? '');
      if (pathname !== PATH && pathname !== `${PATH}/`) {
        return answer(response, { status: 404, type: PLAIN, body: 'Nothing is here.\n' });
      }
      if (request.method === 'POST') return void post(options, request, response);
      if (request.method === 'GET' || request.method === 'HEAD') {
        const asksWsdl = /^\?(?:wsdl|singleWsdl)$/i.test(search);
        return answer(response, {
          status: 200,
          type: asksWsdl ? XML : 'text/html; charset=utf-8',
          body: asksWsdl ? wsdl : HUMAN_PAGE,
        });
      }
      response.setHeader('Allow', 'GET, HEAD, POST');
      return answer(response, { status: 405, type: PLAIN, body: 'GET or POST, please.\n' });
    },
  };
};

const split = (url: string): { pathname: string; search: string } => {
  const at = url.indexOf('?');
  return at < 0
    ? { pathname: url, search: '' }
    : { pathname: url.slice(0, at), search: url.slice(at) };
};

const post = async (
  options: SoapFrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  try {
    const body = await servePost(options, request);
    if (body === null) response.destroy();
    else answer(response, { status: 200, type: XML, body });
  } catch (error) {
    if (error instanceof SoapRefusal) return refuse(options, response, error);
    options.logger.error({ event: 'soap.internal', error }, 'A call could not be served.');
    answer(response, { status: 500, type: XML, body: writeFault('Server', 'Internal error') });
  }
};

/** @returns the envelope of the answer; `null` where a test wants it lost on the way. */
const servePost = async (
  options: SoapFrontOptions,
  request: IncomingMessage,
): Promise<string | null> => {
  if (request.headers['content-encoding'] !== undefined)
    throw new SoapRefusal('http.encoding', 415);
  const action = actionOf(request);
  const mayBeLarge = async (head: Buffer): Promise<boolean> => {
    const ticket = action === 'receiveResponseXML' || action === null ? ticketIn(head) : null;
    return ticket !== null && (await options.calls.isLive(ticket));
  };
  const body = await readBody(request, {
    ordinary: ORDINARY_BYTES,
    large: LARGE_BYTES,
    deadlineMs: options.bodyDeadlineMs ?? BODY_DEADLINE_MS,
    mayBeLarge,
  });
  const call = readCall(decodeBody(request.headers['content-type'], body));
  if (action !== null && action !== call.operation) throw new SoapRefusal('soap.action');
  if (body.length > ORDINARY_BYTES && call.operation !== 'receiveResponseXML') {
    throw new SoapRefusal('http.too-large', 413);
  }
  const { answer: answered, isLost } = await pass(() =>
    tracing().during({ name: `qbwc ${call.operation}` }, () => dispatchCall(options.calls, call)),
  );
  return isLost ? null : writeAnswer(call.operation, answered);
};

/** The operation that the SOAPAction header names, `null` where it names none. */
const actionOf = (request: IncomingMessage): string | null => {
  const header = request.headers['soapaction'];
  const action = (typeof header === 'string' ? header : '').trim().replace(/^"(.*)"$/, '$1');
  if (action === '') return null;
  if (!action.startsWith(QBWC_NAMESPACE)) throw new SoapRefusal('soap.action');
  return action.slice(QBWC_NAMESPACE.length);
};

const TICKET = /receiveResponseXML[^>]*>\s*<(?:[\w.-]{1,64}:)?ticket[^>]{0,200}>([^<>&]{1,64})</;

/** The ticket of a receiveResponseXML whose beginning this is. What counts is the ticket that the whole body has. */
const ticketIn = (head: Buffer): string | null => TICKET.exec(head.toString('latin1'))?.[1] ?? null;

const refuse = (
  options: SoapFrontOptions,
  response: ServerResponse,
  { event, status }: SoapRefusal,
): void => {
  options.logger.warn({ event, status }, 'A request to the Web Connector address was refused.');
  // What was not read to its end would be taken for the next request of the connection.
  if (status === 408 || status === 413 || status === 415 || status === 400) {
    response.setHeader('Connection', 'close');
  }
  const body = status === 500 ? writeFault('Client', 'Bad request') : 'Refused.\n';
  answer(response, { status, type: status === 500 ? XML : PLAIN, body });
};

const answer = (
  response: ServerResponse,
  { status, type, body }: { status: number; type: string; body: string },
): void => {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};
