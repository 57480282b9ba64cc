import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

/** Which replicas answer a path: the first route whose prefix fits. */
export interface Route {
  readonly prefix: string;
  /** Ports of the loopback address, read for every request. */
  readonly ports: () => readonly number[];
}

/** What stands before replicas in place of a load balancer. */
export interface RoundRobin {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Hands each request to the next replica of its route. One that cannot be connected to, or is not ready, is passed over, as a balancer that
 * looks at readiness would; one that breaks in the middle breaks the caller's connection, too.
 */
export const startRoundRobin = async (routes: readonly Route[]): Promise<RoundRobin> => {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const route = routes.find(({ prefix }) => incoming.url?.startsWith(prefix));
    const ports = route?.ports() ?? [];
    turn += 1;
    const chosen = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    void readAll(incoming).then((body) => forward({ incoming, outgoing, body }, chosen));
  });
  const port = await listen(server);
  return {
    port,
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const NOT_READY = 503;

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
}

const forward = (exchange: Exchange, ports: readonly number[]): void => {
  const { incoming, outgoing, body } = exchange;
  const [port, ...others] = ports;
  if (port === undefined) {
    outgoing.writeHead(503).end();
    return;
  }
  const { method, url, headers } = incoming;
  const options = { host: '127.0.0.1', port, method, path: url, headers, agent: false };
  const call = request(options, (answer) => {
    if (answer.statusCode === NOT_READY && others.length > 0) {
      answer.resume();
      return forward(exchange, others);
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  call.on('error', (error) => {
    const wasRefused = 'code' in error && error.code === 'ECONNREFUSED';
    if (wasRefused && others.length > 0) forward(exchange, others);
    else outgoing.destroy();
  });
  call.end(body);
};

const readAll = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  } catch {
    // The caller is gone; nobody waits for an answer.
  }
  return Buffer.concat(chunks);
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
