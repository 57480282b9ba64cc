import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a sender is told; a refusal says why in one sentence. */
export interface Answer {
  readonly status: number;
  readonly title?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long and how much of an unread body is thrown away, so that the sender can read why it was refused. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 4_000_000;

/** Answers; if the body was not read to its end, the connection ends too. */
export const sendAnswer = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, title, headers }: Answer,
): void => {
  if (response.headersSent || response.destroyed) return;
  const body = title === undefined ? '' : JSON.stringify({ title, status });
  const unread = !request.complete;
  response.writeHead(status, {
    ...(title === undefined ? {} : { 'content-type': 'application/problem+json' }),
    'content-length': Buffer.byteLength(body),
    ...(unread ? { connection: 'close' } : {}),
    ...headers,
  });
  if (!unread) return void response.end(body);
  response.write(body);
  linger(request, response);
};

/** Ending the response would end the connection in the middle of what is still sent, and the answer would be lost with it. */
const linger = (request: IncomingMessage, response: ServerResponse): void => {
  const { socket } = request;
  let left = LINGER_BYTES;
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
  request.once('end', () => response.end());
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  });
  request.resume();
};
