import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** One connection that is kept alive: a request goes out when the answer to the one before is in. */
export interface KeepAlive {
  send(request: Buffer): Promise<RawAnswer>;
  close(): void;
}

/** A client that costs next to nothing, so that it is the server that is measured. It knows Content-Length only. */
export const keepAlive = async (port: number): Promise<KeepAlive> => {
  const socket = await connected(port);
  let waiting: PromiseWithResolvers<RawAnswer> | null = null;
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (!answer) return;
    received = Buffer.alloc(0);
    waiting?.resolve(answer);
  });
  const fail = (error: Error): void => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed the connection.')));
  return {
    send: (request) => {
      waiting = Promise.withResolvers();
      socket.write(request);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
};

/** A request as bytes. */
export const requestBytes = (
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Buffer => {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ host: 'localhost', 'content-length': bytes.length, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n`), bytes]);
};

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

const readAnswer = (received: Buffer): RawAnswer | null => {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = received.toString('latin1', 0, end);
  const [, length] = /content-length: *(\d+)/i.exec(head) ?? [];
  if (length === undefined) throw new Error(`An answer without a length: ${head}`);
  const begin = end + 4;
  if (received.length < begin + Number(length)) return null;
  return {
    status: Number(head.slice(9, 12)),
    body: received.toString('utf8', begin, begin + Number(length)),
  };
};
