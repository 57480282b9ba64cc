import { describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants.features.js';
import { runSeeds } from './run-seeds.features.js';

const MOST_SEEDS = 20_000;
const NEAR = 3;
const IS_FULL = process.env['ML_FULL'] === '1';
/** Lost, or more than once: nothing less counts as found. */
const MONEY = /posted \d+ times|not there/;

describe('a protocol with one mistake in it', () => {
  it.each(MUTANTS.filter(({ seed }) => IS_FULL || seed !== null))(
    'is found out: $name',
    { timeout: 3_600_000 },
    async ({ name, replaces, storesIntentLate = false, seed }) => {
      const options = { until: MONEY, replaces, storesIntentLate };
      const near = await runSeeds(seed ?? 1, NEAR, options);
      const found = near.failures.length > 0 ? near : await runSeeds(1, MOST_SEEDS, options);
      const [first] = found.failures;
      if (process.env['ML_REPORT']) process.stdout.write(`${name}: seed ${first?.seed}\n`);
      expect(first?.wrongs[0]).toMatch(MONEY);
    },
  );
});
