import type { BenchPart, Figure } from '../bench-part.js';
import { spreadOf } from '../measure/spread.js';
import { makeConnection } from '../processes/bench-connection.js';
import { bytesWritten, residentMegabytes, untilIdle } from '../processes/process-cost.js';
import { type Child, startChild } from '../processes/start-child.js';
import { type ServiceProcess, startService } from '../processes/start-service.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { type UpdateJob, updateResult } from '../qbwc/update-load.child.js';

const CONNECTIONS = 10_000;
const CONCURRENCY = 32;
const MADE_AT_ONCE = 20;
const ROUNDS = 4;
const MOST_WRITTEN = 1_000;

/** Web Connectors that have nothing to do: what each of their calls costs, and whether the memory stays as it is. */
export const idlePart: BenchPart = {
  name: 'idle',
  title: `${CONNECTIONS} connections whose Web Connectors find nothing to do`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const product = await startService('standalone', directory);
      const load = startChild('qbwc/update-load.child');
      try {
        return await measure(product, load);
      } finally {
        await product.stop();
        await load.stop();
      }
    }),
};

type Logins = Extract<UpdateJob, { logins: unknown }>['logins'];

const measure = async (product: ServiceProcess, load: Child): Promise<readonly Figure[]> => {
  const logins = await makeAll(product.url);
  const run = async (kind: 'update' | 'poll') => {
    const { port } = product;
    const job = { kind, port, logins, concurrency: CONCURRENCY } satisfies UpdateJob;
    const result = updateResult.parse(await load.ask(job));
    await untilIdle(product.pid);
    return result;
  };
  // Each is paired and has read its lists; after that there is nothing to do for a quarter of an hour.
  await run('update');
  await run('poll');
  const rates: number[] = [];
  const written: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = bytesWritten(product.pid);
    const { seconds } = await run('poll');
    rates.push(CONNECTIONS / seconds);
    const each = (bytesWritten(product.pid) - before) / CONNECTIONS;
    // One write for each poll would be a page of 4 kB at the least.
    if (each > MOST_WRITTEN) throw new Error(`An idle poll wrote ${Math.round(each)} bytes.`);
    written.push(each);
    memory.push(residentMegabytes(product.pid));
  }
  return [
    { what: 'idle polls/s, each of another connection', unit: '/s', measured: spreadOf(rates) },
    {
      what: '… bytes written for one, the notes once a minute included',
      unit: 'B',
      measured: spreadOf(written),
    },
    { what: '… resident memory, round after round', unit: 'MB', measured: spreadOf(memory) },
  ];
};

const makeAll = async (url: string): Promise<Logins> => {
  const logins: Logins = [];
  while (logins.length < CONNECTIONS) {
    const some = Array.from({ length: MADE_AT_ONCE }, () => makeConnection(url));
    logins.push(...(await Promise.all(some)).map(({ qbwc }) => qbwc));
  }
  return logins;
};
