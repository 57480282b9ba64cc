import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type {
  SeedFailure,
  SeedFindings,
  SeedNews,
  SeedOrder,
  SeedRange,
} from './seed-order.features.js';

/** Small enough that no worker is idle for long at the end. */
const RANGE = 50;

const PLAIN: SeedOrder = {
  until: null,
  replaces: {},
  storesIntentLate: false,
  faults: {},
  tells: false,
};

/**
 * Runs seeds on all cores, each in a worker that loads the sources by itself: no bundler, no measuring of coverage. A
 * worker gets range after range, because its first hundred seeds cost double, until its code is compiled.
 */
export const runSeeds = async (
  first: number,
  count: number,
  options: Partial<SeedOrder> = {},
): Promise<SeedFindings> => {
  const order: SeedOrder = { ...PLAIN, ...options };
  const failures: SeedFailure[] = [];
  const happened = new Map<string, number>();
  let next = first;
  const end = first + count;
  const work = async (): Promise<void> => {
    const worker = startWorker(order);
    while (next < end) {
      const range = { first: next, count: Math.min(RANGE, end - next) };
      next += range.count;
      const found = await worker.run(range);
      failures.push(...found.failures);
      for (const [what, times] of found.happened) {
        happened.set(what, (happened.get(what) ?? 0) + times);
      }
      if (order.until !== null && failures.length > 0) break;
    }
    await worker.end();
  };
  const workers = Math.min(availableParallelism(), Math.ceil(count / RANGE));
  await Promise.all(Array.from({ length: workers }, work));
  return { failures: failures.toSorted((a, b) => a.seed - b.seed), happened };
};

const startWorker = (order: SeedOrder) => {
  const worker = new Worker(new URL('./seed-worker.features.ts', import.meta.url), {
    workerData: order,
    execArgv: ['--import', new URL('./typescript-sources.features.ts', import.meta.url).href],
  });
  const exited = once(worker, 'exit');
  // An error of the worker rejects it, too.
  const broken = exited.then((): never => {
    throw new Error('A worker ended before it told.');
  });
  broken.catch(() => undefined);
  const answer = (): Promise<SeedFindings> =>
    new Promise((resolve) => {
      const onNews = (news: SeedNews): void => {
        if ('line' in news) process.stdout.write(`${news.line}\n`);
        else {
          worker.off('message', onNews);
          resolve(news);
        }
      };
      worker.on('message', onNews);
    });
  return {
    run(range: SeedRange): Promise<SeedFindings> {
      const told = answer();
      // A port of a worker has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(range);
      return Promise.race([told, broken]);
    },
    async end(): Promise<void> {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage('enough');
      await exited;
    },
  };
};
