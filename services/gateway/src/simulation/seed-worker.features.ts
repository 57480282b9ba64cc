import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './run-seed.features.js';
import type { SeedFailure, SeedNews, SeedOrder } from './seed-order.features.js';

const RUN_TWICE_EACH = 100;

const order: SeedOrder = workerData;
const { first, count, until, storesIntentLate, tells } = order;
// A port of a worker has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (news: SeedNews): void => parentPort?.postMessage(news);
const happened = new Set<string>();
const failures: SeedFailure[] = [];
for (let seed = first; seed < first + count; seed += 1) {
  const traced = until === null && seed % RUN_TWICE_EACH === 0;
  const onTrace = (what: string, now: number): void =>
    tell({ line: `${new Date(now).toISOString()} ${what}` });
  const once = await runSeed(seed, { traced, storesIntentLate, ...(tells ? { onTrace } : {}) });
  for (const what of once.seen.keys()) happened.add(what);
  const wrongs = [...once.wrongs];
  if (traced && (await runSeed(seed, { traced })).traceHash !== once.traceHash) {
    wrongs.push('it ran otherwise the second time');
  }
  const counts = until === null ? wrongs : wrongs.filter((wrong) => until.test(wrong));
  if (counts.length > 0) failures.push({ seed, wrongs: counts });
  if (until !== null && counts.length > 0) break;
}
tell({ failures, happened: [...happened] });
