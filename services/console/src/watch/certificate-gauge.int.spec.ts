import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { certificateGauge } from './certificate-gauge.js';
import { ownCertificate } from './own-certificate.features.js';

const DAY = 86_400;
const NOW = Date.parse('2026-11-24T10:00:00Z');
const RULES = new URL('../../../../charts/ml-connector/files/rules.yaml', import.meta.url);
const [, days = ''] =
  /\(ml_connector_public_certificate_seconds\) < (\d+) \* 86400/.exec(
    readFileSync(RULES, 'utf8'),
  ) ?? [];

it.each([
  ['ended yesterday', -1, true],
  ['ends in 20 days', 20, true],
  ['ends in 22 days', 22, false],
])('F58: a certificate that %s is told, and alerted on in time', async (_, left, alerts) => {
  const server = createServer(ownCertificate(new Date(NOW + left * DAY * 1_000)));
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const metrics = new Registry();
  certificateGauge(metrics, `https://localhost:${port}`, { now: () => NOW });
  const [, seconds = ''] =
    /^ml_connector_public_certificate_seconds (.+)$/m.exec(await metrics.metrics()) ?? [];
  server.close();
  expect(Number(seconds)).toBe(left * DAY);
  expect(Number(seconds) < Number(days) * DAY).toBe(alerts);
});
