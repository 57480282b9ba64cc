import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './run-seed.features.js';
import type {
  SeedFailure,
  SeedFindings,
  SeedNews,
  SeedOrder,
  SeedRange,
} from './seed-order.features.js';

const RUN_TWICE_EACH = 100;

const { until, storesIntentLate, faults, tells }: SeedOrder = workerData;
// A port of a worker has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (news: SeedNews): void => parentPort?.postMessage(news);

const runRange = async ({ first, count }: SeedRange): Promise<SeedFindings> => {
  const happened = new Map<string, number>();
  const failures: SeedFailure[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const traced = until === null && seed % RUN_TWICE_EACH === 0;
    const onTrace = (what: string, now: number): void =>
      tell({ line: `${new Date(now).toISOString()} ${what}` });
    const world = { storesIntentLate, faults };
    const once = await runSeed(seed, { traced, ...world, ...(tells ? { onTrace } : {}) });
    for (const [what, times] of once.seen) happened.set(what, (happened.get(what) ?? 0) + times);
    const wrongs = [...once.wrongs];
    if (traced && (await runSeed(seed, { traced, ...world })).traceHash !== once.traceHash) {
      wrongs.push('it ran otherwise the second time');
    }
    const counts = until === null ? wrongs : wrongs.filter((wrong) => until.test(wrong));
    if (counts.length > 0) failures.push({ seed, wrongs: counts });
    if (until !== null && counts.length > 0) break;
  }
  return { failures, happened };
};

parentPort?.on('message', (range: SeedRange | 'enough') => {
  if (range === 'enough') return parentPort?.close();
  void runRange(range).then(tell);
});
