import { connect } from 'node:tls';
import type { Clock } from '@ml-connector/kernel';
import { measuredGauge } from '@ml-connector/platform';
import type { Registry } from 'prom-client';

const HOUR_MS = 3_600_000;
const TIMEOUT_MS = 5_000;

/**
 * For how long the certificate of the public address is good: the Web Connector stops at a bad one, and nobody sees it.
 * Nothing is told of an address without TLS or one that cannot be reached from here.
 */
export const certificateGauge = (metrics: Registry, publicUrl: string, clock: Clock): void => {
  const { protocol, hostname, port } = new URL(publicUrl);
  measuredGauge(metrics, {
    name: 'ml_connector_public_certificate_seconds',
    help: 'For how long the certificate of the public address is still good.',
    goodForMs: HOUR_MS,
    measure: async () =>
      protocol === 'https:'
        ? [
            {
              value:
                ((await endOfCertificate(hostname, Number(port || 443))) - clock.now()) / 1_000,
            },
          ]
        : [],
  });
};

/** Milliseconds since 1970. What the certificate is worth is not judged here: an expired one is told as such. */
export const endOfCertificate = (host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false }, () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('No answer came.')));
    socket.once('error', reject);
  });
