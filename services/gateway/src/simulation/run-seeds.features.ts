import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SeedFailure, SeedNews, SeedOrder } from './seed-order.features.js';

export interface SeedsRun {
  readonly failures: readonly SeedFailure[];
  /** Whatever was seen to happen in any seed. */
  readonly happened: ReadonlySet<string>;
}

/** Small enough that no worker is idle for long at the end, large enough that its start does not count. */
const CHUNKS = 16;
const SMALLEST_CHUNK = 250;

const PLAIN = { until: null, replaces: {}, storesIntentLate: false, tells: false } as const;

/** Runs seeds on all cores, each in a worker that loads the sources by itself: no bundler, no measuring of coverage. */
export const runSeeds = async (
  first: number,
  count: number,
  options: Partial<SeedOrder> = {},
): Promise<SeedsRun> => {
  const orders: SeedOrder[] = [];
  const chunk = Math.max(SMALLEST_CHUNK, Math.ceil(count / CHUNKS));
  for (let at = 0; at < count; at += chunk) {
    orders.push({ ...PLAIN, ...options, first: first + at, count: Math.min(chunk, count - at) });
  }
  const failures: SeedFailure[] = [];
  const happened = new Set<string>();
  const work = async (): Promise<void> => {
    for (let order = orders.shift(); order !== undefined; order = orders.shift()) {
      const run = await runInWorker(order);
      failures.push(...run.failures);
      for (const what of run.happened) happened.add(what);
      if (order.until !== null && run.failures.length > 0) orders.length = 0;
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), orders.length) }, work));
  return { failures: failures.toSorted((a, b) => a.seed - b.seed), happened };
};

const runInWorker = (
  order: SeedOrder,
): Promise<{ failures: readonly SeedFailure[]; happened: readonly string[] }> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./seed-worker.features.ts', import.meta.url), {
      workerData: order,
      execArgv: ['--import', new URL('./typescript-sources.features.ts', import.meta.url).href],
    });
    worker.on('message', (news: SeedNews) => {
      if ('line' in news) process.stdout.write(`${news.line}\n`);
      else resolve(news);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A worker ended with ${code} before it told.`)));
  });
