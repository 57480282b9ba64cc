import { join } from 'node:path';
import type { BenchPart, Figure } from '../bench-part.js';
import { alternate } from '../measure/alternate.js';
import { makeConnection } from '../processes/bench-connection.js';
import { untilIdle } from '../processes/process-cost.js';
import { type Child, startChild } from '../processes/start-child.js';
import { startService } from '../processes/start-service.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { BARE_SECRET } from './bare-secret.js';
import { type DeliveryJob, deliveryResult } from './delivery-load.child.js';

const COUNT = 6_000;
const CONCURRENCY = 64;
const ROUNDS = 5;
const BARE = 'bare node:http, one SQLite commit per request';

/** What comes in, durably: 64 connections, bodies of a real store. */
export const webhooksPart: BenchPart = {
  name: 'webhooks',
  title: `${COUNT} deliveries a round over ${CONCURRENCY} connections, each durable before its 200`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const load = startChild('webhooks/delivery-load.child');
      const bare = startChild('webhooks/bare-server.child', join(directory, 'bare.sqlite'));
      try {
        const barePort = Number(await bare.ask({}));
        const target = await connectIn(directory);
        const at = { load, directory, barePort, target };
        return [...(await measure('standalone', at)), ...(await measure('ingestion', at))];
      } finally {
        await Promise.all([load.stop(), bare.stop()]);
      }
    }),
};

interface At {
  readonly load: Child;
  readonly directory: string;
  readonly barePort: number;
  readonly target: DeliveryJob['targets'][number];
}

const TITLES = {
  standalone: 'webhooks/s, whole product (maps and audits meanwhile)',
  ingestion: 'webhooks/s, ingestion as a process of its own',
} as const;

let nextId = 1_000;

const measure = async (
  name: keyof typeof TITLES,
  { load, directory, barePort, target }: At,
): Promise<readonly Figure[]> => {
  const service = await startService(name, directory);
  const run = async (port: number, to: At['target'], distinct: boolean): Promise<number> => {
    const firstId = nextId;
    nextId += COUNT;
    const job = { port, targets: [to], firstId, count: COUNT, distinct, concurrency: CONCURRENCY };
    const { seconds } = deliveryResult.parse(await load.ask(job satisfies DeliveryJob));
    // What was taken in is worked on afterwards; that belongs to nobody else's turn.
    await untilIdle(service.pid);
    return COUNT / seconds;
  };
  try {
    const result = await alternate(
      {
        bare: () => run(barePort, { path: '/', secret: BARE_SECRET }, true),
        distinct: () => run(service.port, target, true),
        repeated: () => run(service.port, target, false),
      },
      ROUNDS,
    );
    const baseline = { what: BARE, measured: result.bare };
    const goal = '>= 4,000 and ratio >= 2';
    return [
      { what: TITLES[name], unit: '/s', measured: result.distinct, baseline, goal },
      {
        what: '… the same delivery again and again',
        unit: '/s',
        measured: result.repeated,
        baseline,
      },
    ];
  } finally {
    await service.stop();
  }
};

/** A connection, made by the whole product, in a data directory that a single service can use afterwards. */
const connectIn = async (directory: string): Promise<At['target']> => {
  const product = await startService('standalone', directory);
  const { webhook } = await makeConnection(product.url);
  await product.stop();
  return { path: new URL(webhook.url).pathname, secret: webhook.secret };
};
