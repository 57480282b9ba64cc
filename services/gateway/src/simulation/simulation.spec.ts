import { describe, expect, it } from 'vitest';
import { CONSEQUENCES, EVIDENCE, RARE } from './evidence.features.js';
import { runSeeds } from './run-seeds.features.js';

const ONE = process.env['ML_SEED'];
const FIRST = Number(ONE ?? 1);
const COUNT = Number(process.env['ML_SEEDS'] ?? (ONE === undefined ? 20_000 : 1));

const replay = (seed: number): string => `ML_SEED=${seed} npx vitest run --project simulation`;

const tellCounts = (happened: ReadonlyMap<string, number>): void => {
  for (const [what, times] of [...happened].toSorted(([, a], [, b]) => b - a)) {
    process.stdout.write(`${String(times).padStart(10)} ${what}\n`);
  }
};

/** A shorter run need not show everything. */
const SHOWS_ALL = 3_000;
const RARE_SEEDS = 100;

describe('the protocol of posting', () => {
  it(
    'posts every order once or holds it with a reason, whatever breaks',
    { timeout: 36_000_000 },
    async () => {
      const { failures, happened } = await runSeeds(FIRST, COUNT, { tells: ONE !== undefined });
      expect(failures.map(({ seed, wrongs }) => `${wrongs.join('; ')}: ${replay(seed)}`)).toEqual(
        [],
      );
      const due = COUNT < SHOWS_ALL ? [] : [...Object.values(EVIDENCE).flat(), ...CONSEQUENCES];
      if (process.env['ML_REPORT']) tellCounts(happened);
      const never = due.filter((what) => (happened.get(what) ?? 0) === 0);
      expect(never.filter((what) => !Object.hasOwn(RARE, what))).toEqual([]);
    },
  );

  it.each(ONE === undefined ? Object.entries(RARE) : [])(
    'holds also in worlds that show: %s',
    { timeout: 600_000 },
    async (what, faults) => {
      const { failures, happened } = await runSeeds(1, RARE_SEEDS, { faults });
      expect(failures).toEqual([]);
      expect(happened.get(what) ?? 0).toBeGreaterThan(0);
    },
  );
});
