import { parseArgs } from 'node:util';

import { startStore } from './start-store.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    host: { type: 'string', default: '127.0.0.1' },
    captured: { type: 'boolean', default: false },
    generated: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    decimals: { type: 'string', default: '2' },
    currency: { type: 'string', default: 'EUR' },
    'deliver-every-ms': { type: 'string', default: '1000' },
  },
});

const store = await startStore({
  port: Number(values.port),
  host: values.host,
  content: values.captured ? 'captured' : Number(values.generated),
  seed: Number(values.seed),
  decimals: Number(values.decimals),
  currency: values.currency,
  deliverEveryMs: Number(values['deliver-every-ms']),
});

process.stdout.write(
  [
    `A simulated WooCommerce store listens at ${store.address}`,
    `  consumer key     ${store.consumerKey}`,
    `  consumer secret  ${store.consumerSecret}`,
    `  control          ${store.address}/__sim/ledger`,
    '',
  ].join('\n'),
);

const stop = () => {
  store.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
