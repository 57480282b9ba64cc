import type { BenchPart, Figure } from '../bench-part.js';
import { alternate } from '../measure/alternate.js';
import { spreadOf } from '../measure/spread.js';
import { makeConnection } from '../processes/bench-connection.js';
import { untilIdle } from '../processes/process-cost.js';
import { startChild } from '../processes/start-child.js';
import { givenStack } from '../../harness/stack.js';
import { BARE_SECRET } from '../webhooks/bare-secret.js';
import { type DeliveryJob, deliveryResult } from '../webhooks/delivery-load.child.js';
import { inCluster, keepOnly } from './bench-cluster.js';

const COUNT = 3_000;
const CONCURRENCY = 64;
const ROUNDS = 4;

/** What comes in, durably in Kafka: one process of ingestion, nothing else at work. */
export const kafkaWebhooksPart: BenchPart = {
  name: 'kafka-webhooks',
  title: `${COUNT} deliveries a round over ${CONCURRENCY} connections, each in Kafka before its 200`,
  needsStack: true,
  run: () =>
    inCluster(async (cluster) => {
      const { webhook } = await makeConnection(cluster.url);
      await keepOnly(cluster, ['ingestion']);
      const [ingestion] = cluster.replicas('ingestion');
      if (!ingestion) throw new Error('There is no ingestion.');
      const load = startChild('webhooks/delivery-load.child');
      const bare = startChild('distributed/bare-kafka-server.child', givenStack().brokers);
      const target = { path: new URL(webhook.url).pathname, secret: webhook.secret };
      const latency: { readonly p50: number[]; readonly p99: number[] } = { p50: [], p99: [] };
      let nextId = 1_000;
      const run = async (port: number, to: DeliveryJob['targets'][number]) => {
        const firstId = nextId;
        nextId += COUNT;
        const targets = [to];
        const sizes = { firstId, count: COUNT, distinct: true, concurrency: CONCURRENCY };
        const job = { port, targets, ...sizes } satisfies DeliveryJob;
        const result = deliveryResult.parse(await load.ask(job));
        await untilIdle(ingestion.pid);
        return result;
      };
      try {
        const barePort = Number(await bare.ask({}));
        const measured = await alternate(
          {
            bare: async () =>
              COUNT / (await run(barePort, { path: '/', secret: BARE_SECRET })).seconds,
            product: async () => {
              const { seconds, p50, p99 } = await run(ingestion.port, target);
              latency.p50.push(p50);
              latency.p99.push(p99);
              return COUNT / seconds;
            },
          },
          ROUNDS,
        );
        return figuresOf(measured, latency);
      } finally {
        await Promise.all([load.stop(), bare.stop()]);
      }
    }),
};

const figuresOf = (
  { bare, product }: Readonly<Record<'bare' | 'product', Figure['measured']>>,
  { p50, p99 }: { readonly p50: readonly number[]; readonly p99: readonly number[] },
): readonly Figure[] => [
  {
    what: 'webhooks/s, one process of ingestion, durable in Kafka',
    unit: '/s',
    measured: product,
    baseline: { what: 'bare node:http, one kafkajs send per request', measured: bare },
    goal: '>= 3,000',
  },
  // The first round warms up.
  { what: '… a delivery, p50', unit: 'ms', measured: spreadOf(p50.slice(1)) },
  { what: '… a delivery, p99', unit: 'ms', measured: spreadOf(p99.slice(1)), goal: '< 50' },
];
