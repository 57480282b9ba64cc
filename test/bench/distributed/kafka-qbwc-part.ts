import type { Cluster } from '../../harness/cluster.js';
import type { CreatedConnection } from '../../harness/product-api.js';
import { givenStack } from '../../harness/stack.js';
import type { BenchPart, Figure } from '../bench-part.js';
import { type Spread, spreadOf } from '../measure/spread.js';
import { makeConnection } from '../processes/bench-connection.js';
import { untilIdle } from '../processes/process-cost.js';
import { type Child, startChild } from '../processes/start-child.js';
import { type UpdateJob, type UpdateResult, updateResult } from '../qbwc/update-load.child.js';
import type { DeliveryJob } from '../webhooks/delivery-load.child.js';
import { inCluster } from './bench-cluster.js';
import { type BareJob, bareResult } from './bare-job.js';

const COMPANIES = 48;
const ROUNDS = 4;
const FIRST_ORDERS = 24;
const CONCURRENCIES = [1, 16] as const;

/** Round trips of the Web Connector, with sessions, sets and answers in the database and their events in Kafka. */
export const kafkaQbwcPart: BenchPart = {
  name: 'kafka-qbwc',
  title: `updates of ${COMPANIES} company files, a document a set, sessions in the database`,
  needsStack: true,
  run: () =>
    inCluster(async (cluster) => {
      const { brokers, mongodbUri } = givenStack();
      const at: At = {
        cluster,
        load: startChild('qbwc/update-load.child'),
        delivery: startChild('webhooks/delivery-load.child'),
        bare: startChild('distributed/bare-round-trips.child', mongodbUri, brokers),
      };
      try {
        return await measure(at);
      } finally {
        await Promise.all([at.load, at.delivery, at.bare].map((child) => child.stop()));
      }
    }),
};

interface At {
  readonly cluster: Cluster;
  readonly load: Child;
  readonly delivery: Child;
  readonly bare: Child;
}

const measure = async (at: At): Promise<readonly Figure[]> => {
  const connections: CreatedConnection[] = [];
  for (let index = 0; index < COMPANIES; index += 1)
    connections.push(await makeConnection(at.cluster.url));
  const logins = connections.map(({ qbwc }) => qbwc);
  const update = async (concurrency: number): Promise<UpdateResult> => {
    const port = at.cluster.replicas('gateway')[0]?.port ?? 0;
    const job = { kind: 'update', port, logins, concurrency } satisfies UpdateJob;
    const result = updateResult.parse(await at.load.ask(job));
    await untilAllIdle(at);
    return result;
  };
  await sell(at, connections, FIRST_ORDERS);
  // Pairing, lists, customers and items: afterwards an order is an invoice and its payment.
  for (let left = await update(16); left.documents + left.pairs > 0;) left = await update(16);
  const figures: Figure[] = [];
  for (const concurrency of CONCURRENCIES) {
    const rounds: { readonly product: UpdateResult; readonly bare: number }[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      await sell(at, connections, 1);
      const product = await update(concurrency);
      const job = { pairs: product.pairs, concurrency } satisfies BareJob;
      const { seconds } = bareResult.parse(await at.bare.ask(job));
      if (round > 0) rounds.push({ product, bare: product.pairs / seconds });
    }
    figures.push(...figuresOf(concurrency, rounds));
  }
  return figures;
};

const figuresOf = (
  concurrency: number,
  rounds: readonly { readonly product: UpdateResult; readonly bare: number }[],
): readonly Figure[] => {
  const of = (value: (product: UpdateResult) => number): Spread =>
    spreadOf(rounds.map(({ product }) => value(product)));
  return [
    {
      what: `round trips/s, ${concurrency} at a time`,
      unit: '/s',
      measured: of(({ pairs, seconds }) => pairs / seconds),
      baseline: {
        what: 'bare drivers, the same reads and writes',
        measured: spreadOf(rounds.map(({ bare }) => bare)),
      },
    },
    { what: '… one call, p50', unit: 'ms', measured: of(({ p50 }) => p50) },
    { what: '… one call, p99', unit: 'ms', measured: of(({ p99 }) => p99) },
  ];
};

let nextId = 1_000;

/** So many orders for each shop, delivered and mapped. */
const sell = async (
  at: At,
  connections: readonly CreatedConnection[],
  each: number,
): Promise<void> => {
  const targets = connections.map(({ webhook }) => ({
    path: new URL(webhook.url).pathname,
    secret: webhook.secret,
  }));
  const count = each * targets.length;
  const [ingestion] = at.cluster.replicas('ingestion');
  const port = ingestion?.port ?? 0;
  const job = { port, targets, firstId: nextId, count, distinct: true, concurrency: 16 };
  nextId += count;
  await at.delivery.ask(job satisfies DeliveryJob);
  await untilAllIdle(at);
};

const untilAllIdle = async ({ cluster }: At): Promise<void> => {
  for (const service of ['ingestion', 'mapping', 'gateway', 'audit'] as const)
    for (const { pid } of cluster.replicas(service)) await untilIdle(pid);
};
