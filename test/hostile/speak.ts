import { connect } from 'node:net';

export interface Reply {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  readonly head: string;
  readonly text: string;
  readonly ms: number;
}

export interface Message {
  readonly body?: string | Uint8Array;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: '1.0' | '1.1';
  /** Sent as it is, in pieces, in the place of everything else. */
  readonly pieces?: readonly (string | Uint8Array)[];
  readonly pauseMs?: number;
  /** The sender's own address. */
  readonly from?: string;
  readonly within?: number;
}

/** One request over a connection of its own, written by hand, so that nothing is put right on the way. */
export const speak = (port: number, message: Message): Promise<Reply> =>
  new Promise((resolve) => {
    const began = performance.now();
    const socket = connect({
      port,
      host: '127.0.0.1',
      ...(message.from === undefined ? {} : { localAddress: message.from }),
    });
    let bytes = Buffer.alloc(0);
    const done = (): void => {
      socket.destroy();
      const text = finalHead(bytes.toString('utf8'));
      const at = text.indexOf('\r\n\r\n');
      resolve({
        status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0),
        head: at < 0 ? text : text.slice(0, at),
        text: at < 0 ? '' : text.slice(text.lastIndexOf('\r\n\r\n') + 4),
        ms: performance.now() - began,
      });
    };
    socket.setTimeout(message.within ?? 10_000, done);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
    });
    socket.on('close', done).on('error', () => undefined);
    void write(socket, message);
  });

/** What follows an interim answer such as 100 Continue. */
const finalHead = (text: string): string => text.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '');

const write = async (socket: ReturnType<typeof connect>, message: Message): Promise<void> => {
  for (const piece of message.pieces ?? [request(message)]) {
    if (socket.destroyed) return;
    socket.write(piece);
    if (message.pauseMs !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, message.pauseMs));
    }
  }
};

const request = ({
  body = '',
  method = 'POST',
  path = '/qbwc',
  version = '1.1',
  headers = {},
}: Message): Buffer => {
  const given = {
    Host: 'localhost',
    Connection: 'close',
    'Content-Type': 'text/xml; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(given)
    .filter(([, value]) => value !== '-')
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/${version}\r\n${lines.join('')}\r\n`),
    Buffer.from(body),
  ]);
};

export const chunked = (...parts: readonly string[]): string =>
  [...parts, ''].map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`).join('');
