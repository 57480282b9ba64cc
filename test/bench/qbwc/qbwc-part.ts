import type { BenchPart, Figure } from '../bench-part.js';
import { type Spread, spreadOf } from '../measure/spread.js';
import type { CreatedConnection } from '../../harness/product-api.js';
import { makeConnection } from '../processes/bench-connection.js';
import { untilIdle } from '../processes/process-cost.js';
import { type Child, startChild } from '../processes/start-child.js';
import { type ServiceProcess, startService } from '../processes/start-service.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import type { DeliveryJob } from '../webhooks/delivery-load.child.js';
import { type UpdateJob, type UpdateResult, updateResult } from './update-load.child.js';

const COMPANIES = 96;
const CONCURRENCY = 32;
const ROUNDS = 4;
const BARE_PAIRS = 4_000;
const CASES = [
  { orders: 1, concurrency: 1, title: 'one update at a time, a document a set' },
  { orders: 1, concurrency: CONCURRENCY, title: `${CONCURRENCY} at a time, a document a set` },
  { orders: 20, concurrency: CONCURRENCY, title: `${CONCURRENCY} at a time, 20 documents a set` },
] as const;

/** Updates of many Web Connectors at once: sendRequestXML and receiveResponseXML, each durable before its answer. */
export const qbwcPart: BenchPart = {
  name: 'qbwc',
  title: `updates of ${COMPANIES} company files; a round trip is sendRequestXML + receiveResponseXML`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const product = await startService('standalone', directory);
      const children = {
        load: startChild('qbwc/update-load.child'),
        delivery: startChild('webhooks/delivery-load.child'),
        front: startChild('qbwc/front-without-store.child'),
        echo: startChild('qbwc/echo.child'),
      };
      try {
        return await measureAll({ product, ...children });
      } finally {
        await product.stop();
        await Promise.all(Object.values(children).map((child) => child.stop()));
      }
    }),
};

interface At {
  readonly product: ServiceProcess;
  readonly load: Child;
  readonly delivery: Child;
  readonly front: Child;
  readonly echo: Child;
}

const measureAll = async (at: At): Promise<readonly Figure[]> => {
  const { product, front, echo } = at;
  const connections: CreatedConnection[] = [];
  for (let index = 0; index < COMPANIES; index += 1)
    connections.push(await makeConnection(product.url));
  const logins = connections.map(({ qbwc }) => qbwc);
  const update = (concurrency: number) =>
    run(at, { kind: 'update', port: product.port, logins, concurrency });
  // Pairing, lists, customers and items: afterwards an order is an invoice and its payment.
  await sell(at, connections, 24);
  await settle(at, () => update(CONCURRENCY));
  const [frontPort, echoPort] = [Number(await front.ask({})), Number(await echo.ask({}))];
  const figures: Figure[] = [];
  for (const { orders, concurrency, title } of CASES) {
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      await sell(at, connections, orders);
      const measured = await update(concurrency);
      await untilIdle(product.pid);
      const answer = measured.sample?.answer ?? '';
      const pairs = { kind: 'pairs', count: BARE_PAIRS, answer, concurrency } as const;
      const bare = await run(at, { ...pairs, port: frontPort });
      const echoed = await run(at, { ...pairs, port: echoPort });
      if (round > 0) rounds.push({ measured, bare, echoed });
    }
    figures.push(...figuresOf(title, rounds));
  }
  return [...figures, await idlePolls(at, logins)];
};

interface Round {
  readonly measured: UpdateResult;
  readonly bare: UpdateResult;
  readonly echoed: UpdateResult;
}

const figuresOf = (title: string, rounds: readonly Round[]): readonly Figure[] => {
  const of = (value: (round: Round) => number): Spread => spreadOf(rounds.map(value));
  const pairs = of(({ measured }) => measured.pairs / measured.seconds);
  const front = of(({ bare }) => bare.pairs / bare.seconds);
  const echo = of(({ echoed }) => echoed.pairs / echoed.seconds);
  return [
    {
      what: `round trips/s, ${title}`,
      unit: '/s',
      measured: pairs,
      baseline: { what: 'the same SOAP front without storage', measured: front },
      goal: '>= 2,500',
    },
    {
      what: '…',
      unit: '/s',
      measured: pairs,
      baseline: { what: 'bare node:http echo', measured: echo },
    },
    {
      what: '… documents/s',
      unit: '/s',
      measured: of(({ measured }) => measured.documents / measured.seconds),
    },
    { what: '… one call, p50', unit: 'ms', measured: of(({ measured }) => measured.p50) },
    {
      what: '… one call, p99',
      unit: 'ms',
      measured: of(({ measured }) => measured.p99),
      goal: '< 20',
    },
  ];
};

const idlePolls = async (at: At, logins: UpdateLogins): Promise<Figure> => {
  const rates: number[] = [];
  const many = Array.from({ length: 20 }, () => logins).flat();
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { port } = at.product;
    const { seconds } = await run(at, {
      kind: 'poll',
      port,
      logins: many,
      concurrency: CONCURRENCY,
    });
    if (round > 0) rates.push(many.length / seconds);
  }
  return {
    what: 'idle polls/s (authenticate + closeConnection)',
    unit: '/s',
    measured: spreadOf(rates),
  };
};

type UpdateLogins = Extract<UpdateJob, { logins: unknown }>['logins'];

const run = async ({ load }: Pick<At, 'load'>, job: UpdateJob): Promise<UpdateResult> =>
  updateResult.parse(await load.ask(job));

let nextId = 1_000;

/** So many orders for each shop, delivered and mapped. */
const sell = async (
  { delivery, product }: At,
  connections: readonly CreatedConnection[],
  each: number,
): Promise<void> => {
  const targets = connections.map(({ webhook }) => ({
    path: new URL(webhook.url).pathname,
    secret: webhook.secret,
  }));
  const count = each * targets.length;
  const job = {
    port: product.port,
    targets,
    firstId: nextId,
    count,
    distinct: true,
    concurrency: 16,
  };
  nextId += count;
  await delivery.ask(job satisfies DeliveryJob);
  await untilIdle(product.pid);
};

/** Updates until nothing is left to do. */
const settle = async ({ product }: At, update: () => Promise<UpdateResult>): Promise<void> => {
  for (;;) {
    const { documents, pairs } = await update();
    await untilIdle(product.pid);
    if (documents + pairs === 0) return;
  }
};
