import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFuzzTarget, type FuzzTarget } from './fuzz-target.features.js';

const ONE = process.env['ML_FUZZ_SEED'];
const SECONDS = Number(process.env['ML_FUZZ_SECONDS'] ?? 30);
/** Where a run begins; another one every day, so that the runs together see more than one of them. */
const FIRST = Number(ONE ?? Math.floor(Date.now() / 86_400_000) * 1_000_000);
const MOST_MEMORY = 300 * 1024 * 1024;

const replay = (seed: number): string =>
  `ML_FUZZ_SEED=${seed} npx vitest run --project services/gateway src/soap/fuzz`;

let target: FuzzTarget;
beforeAll(async () => {
  target = await openFuzzTarget();
});
afterAll(() => target.close());

describe('calls and answers with something wrong in them', () => {
  it(
    'are answered or refused, soon, whatever is in them',
    { timeout: SECONDS * 1_000 + 120_000 },
    async () => {
      const end = ONE === undefined ? Date.now() + SECONDS * 1_000 : 0;
      const memory = process.memoryUsage().rss;
      const findings: string[] = [];
      let seed = FIRST;
      do {
        const finding = await target.fuzz(seed);
        if (finding !== null) findings.push(`${replay(seed)}\n${finding}`);
        seed += 1;
      } while (Date.now() < end && findings.length < 5);
      if (process.env['ML_REPORT']) process.stdout.write(`${seed - FIRST} inputs\n`);
      expect(findings).toEqual([]);
      expect(process.memoryUsage().rss - memory).toBeLessThan(MOST_MEMORY);
    },
  );
});
