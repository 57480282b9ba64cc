import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import type { Logger } from '@ml-connector/platform';
import { createSoapFront } from './soap-front.js';
import type { ReceivedResponse, SendRequest, WebConnectorCalls } from './web-connector-calls.js';

export const LIVE_TICKET = '{11111111-2222-3333-4444-555555555555}';

/** Calls that answer at once and remember what they were asked. */
export const rememberingCalls = () => {
  const asked: { call: string; with: unknown }[] = [];
  const remember = <Answer>(call: string, given: unknown, answer: Answer): Answer => {
    asked.push({ call, with: given });
    return answer;
  };
  const calls: WebConnectorCalls = {
    serverVersion: () => remember('serverVersion', null, 'ml-connector'),
    clientVersion: (version) => remember('clientVersion', version, ''),
    authenticate: async (userName, password) =>
      remember('authenticate', { userName, password }, [LIVE_TICKET, '']),
    sendRequestXML: async (request: SendRequest) =>
      remember('sendRequestXML', request, '<?xml version="1.0"?><QBXML>&#233; "x" ]]></QBXML>'),
    receiveResponseXML: async (answer: ReceivedResponse) =>
      remember('receiveResponseXML', answer, 100),
    connectionError: async (ticket, hresult, message) =>
      remember('connectionError', { ticket, hresult, message }, 'done'),
    getLastError: async (ticket) => remember('getLastError', ticket, 'NoOp'),
    closeConnection: async (ticket) => remember('closeConnection', ticket, 'OK'),
    isLive: async (ticket) => ticket === LIVE_TICKET,
  };
  return { calls, asked };
};

export const rememberingLogger = () => {
  const lines: { event: string; fields: unknown }[] = [];
  const log = (fields: { event: string }): void => {
    lines.push({ event: fields.event, fields });
  };
  const logger: Logger = { info: log, warn: log, error: log, debug: log };
  return { logger, lines };
};

/** The front on a free port. */
export const serveFront = async ({
  other = {},
  ...options
}: { bodyDeadlineMs?: number; other?: Partial<WebConnectorCalls> } = {}) => {
  const { calls, asked } = rememberingCalls();
  const { logger, lines } = rememberingLogger();
  const front = createSoapFront({
    calls: { ...calls, ...other },
    logger,
    publicUrl: 'https://books.example/sub&path',
    ...options,
  });
  const server: Server = createServer((request, response) => front.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/qbwc`,
    port,
    asked,
    lines,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Sends bytes as they are and reads until the peer closes or `ms` pass. */
export const sendRaw = (port: number, bytes: string | Buffer, ms = 1_000): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const done = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(ms, done);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('close', done).on('error', done);
    socket.write(bytes);
  });

/** An envelope as the Web Connector sends it. */
export const envelope = (body: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
  `<soap:Body>${body}</soap:Body></soap:Envelope>`;

export const call = (operation: string, content: string): string =>
  envelope(`<${operation} xmlns="http://developer.intuit.com/">${content}</${operation}>`);
