import { describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.features.js';
import { runSeed } from './run-seed.features.js';
import { runSeeds } from './run-seeds.features.js';
import type { SeedFailure } from './seed-order.features.js';

/** What halves sets hides mistakes about them: here every set can be read. */
const READS = { cannotRead: 0 };
const MOST_SEEDS = 20_000;
/** Lost, or more than once: nothing less counts as found. */
const MONEY = /posted \d+ times|not there/;

/** By the seed that is known for it; where the protocol or its world changed since, by the first that finds it now. */
const find = async (mutant: Mutant): Promise<SeedFailure | undefined> => {
  const { name, replaces, storesIntentLate = false, faults = {}, seed } = mutant;
  const options = { until: MONEY, replaces, storesIntentLate, faults: { ...READS, ...faults } };
  const [known] = (await runSeeds(seed, 1, options)).failures;
  if (known) return known;
  const [other] = (await runSeeds(1, MOST_SEEDS, options)).failures;
  process.stdout.write(`${name} is found by seed ${other?.seed} now: write it down.\n`);
  return other;
};

describe('a protocol with one mistake in it', () => {
  it.each(MUTANTS)(
    'is found out, and is not without it: $name',
    { timeout: 3_600_000 },
    async (mutant) => {
      const found = await find(mutant);
      expect(found?.wrongs[0]).toMatch(MONEY);
      const { faults = {}, seed } = mutant;
      expect(
        (await runSeed(found?.seed ?? seed, { faults: { ...READS, ...faults } })).wrongs,
      ).toEqual([]);
    },
  );
});
