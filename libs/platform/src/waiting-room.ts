import { createServer, type Server } from 'node:http';
import { handleHealth, type HealthOptions } from './health.js';

/** Answers the probes of a process that still waits for its stores: alive, neither started nor ready. */
export interface WaitingRoom {
  /** Listens from the first call on. @throws the error of `listen` (EADDRINUSE). */
  open(): Promise<void>;
  /** Gives the port back. */
  close(): Promise<void>;
}

const RETRY_SECONDS = '5';

export const waitingRoom = (
  port: number,
  { metrics, probe }: Omit<HealthOptions, 'health'>,
): WaitingRoom => {
  let server: Server | null = null;
  const options: HealthOptions = { health: { startup: false, draining: false }, metrics, probe };
  return {
    async open() {
      if (server) return;
      const opened = createServer((request, response) => {
        if (!handleHealth(options, request, response))
          response.writeHead(503, { 'retry-after': RETRY_SECONDS, connection: 'close' }).end();
      });
      server = opened;
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject);
        opened.listen(port, resolve);
      });
    },
    async close() {
      const open = server;
      if (!open) return;
      await new Promise<void>((resolve) => {
        open.close(() => resolve());
        open.closeAllConnections();
      });
    },
  };
};
