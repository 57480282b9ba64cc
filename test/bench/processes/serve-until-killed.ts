import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './answer-parent.js';

/** Serves in this process on a free port; whatever the parent asks, the port is the answer. */
export const serveUntilKilled = (listener: RequestListener): void => {
  const server = createServer(listener);
  const listening = new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on TCP has such an address.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      resolve((server.address() as AddressInfo).port);
    });
  });
  answerParent(() => listening);
};
