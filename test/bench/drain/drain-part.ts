import type { BenchPart, Figure } from '../bench-part.js';
import { spreadOf } from '../measure/spread.js';
import { makeConnection } from '../processes/bench-connection.js';
import { untilIdle } from '../processes/process-cost.js';
import { type Child, startChild } from '../processes/start-child.js';
import { type ServiceProcess, startService } from '../processes/start-service.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { type UpdateJob, type UpdateResult, updateResult } from '../qbwc/update-load.child.js';
import type { DeliveryJob } from '../webhooks/delivery-load.child.js';

const ORDERS = 1_000;
/** A tenth of what a real QuickBooks takes (300 ms and 1 s): our own share weighs ten times as much as it will. */
const SLOW = { addMs: 30, roundTripMs: 100 };
/** What QuickBooks itself allows: so many documents in each round trip, and nothing of ours. */
const IN_A_SET = 40;

/** A day of one shop, posted by one Web Connector to a QuickBooks that takes its time. */
export const drainPart: BenchPart = {
  name: 'drain',
  title: `${ORDERS} orders of one shop, ${SLOW.addMs} ms for each document and ${SLOW.roundTripMs} ms for each round trip`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const product = await startService('standalone', directory);
      const load = startChild('qbwc/update-load.child');
      const delivery = startChild('webhooks/delivery-load.child');
      try {
        return await measure(product, { load, delivery });
      } finally {
        await product.stop();
        await Promise.all([load, delivery].map((child) => child.stop()));
      }
    }),
};

const measure = async (
  product: ServiceProcess,
  { load, delivery }: { readonly load: Child; readonly delivery: Child },
): Promise<readonly Figure[]> => {
  const { webhook, qbwc } = await makeConnection(product.url);
  const update = async (slow?: typeof SLOW): Promise<UpdateResult> => {
    const asked: UpdateJob = {
      kind: 'update',
      port: product.port,
      logins: [qbwc],
      concurrency: 1,
      ...(slow ? { slow } : {}),
    };
    const result = updateResult.parse(await load.ask(asked));
    await untilIdle(product.pid);
    return result;
  };
  // Pairing and lists: the day begins with a connection that is in use.
  await update();
  const job: DeliveryJob = {
    port: product.port,
    targets: [{ path: new URL(webhook.url).pathname, secret: webhook.secret }],
    firstId: 100_000,
    count: ORDERS,
    distinct: true,
    concurrency: 16,
  };
  await delivery.ask(job);
  await untilIdle(product.pid);
  const shares: number[] = [];
  const rates: number[] = [];
  let documents = 0;
  for (;;) {
    const done = await update(SLOW);
    if (done.documents === 0) break;
    documents += done.documents;
    shares.push((100 * idealSeconds(done.documents)) / done.seconds);
    rates.push(done.documents / done.seconds);
  }
  return [
    { what: 'documents posted', unit: '', measured: spreadOf([documents]) },
    {
      what: '… of the speed that QuickBooks allows, update by update',
      unit: '%',
      measured: spreadOf(shares),
      goal: '>= 90',
    },
    { what: '… documents/s', unit: '/s', measured: spreadOf(rates) },
  ];
};

const idealSeconds = (documents: number): number =>
  (documents * SLOW.addMs + Math.ceil(documents / IN_A_SET) * SLOW.roundTripMs) / 1_000;
