import { connect, createServer, type Socket } from 'node:net';

/** A way to the database on which answers can get lost. */
export interface CuttingProxy {
  readonly uri: string;
  /** The next request that holds this text reaches the database; its answer does not come back, the connection ends. */
  cutAnswerTo(text: string): void;
  /** How many answers were cut off. */
  cuts(): number;
  close(): Promise<void>;
}

export const startCuttingProxy = async (target: string): Promise<CuttingProxy> => {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let wanted: string | null = null;
  let cuts = 0;
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    let cutting = false;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (request) => {
      if (wanted !== null && request.includes(wanted)) {
        wanted = null;
        cutting = true;
      }
      database.write(request);
    });
    database.on('data', (answer) => {
      if (!cutting) return client.write(answer);
      cuts += 1;
      return client.destroy();
    });
  });
  const address = await new Promise<ReturnType<typeof server.address>>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address()));
  });
  const own = typeof address === 'object' && address ? address.port : 0;
  return {
    uri: `mongodb://127.0.0.1:${own}/?directConnection=true`,
    cutAnswerTo(text) {
      wanted = text;
    },
    cuts: () => cuts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
