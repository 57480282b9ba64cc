import { describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.features.js';
import { runSeed } from './run-seed.features.js';
import { runSeeds } from './run-seeds.features.js';

/** `ML_SEARCH=1` looks for the first seed that finds each: where the world changed, other seeds do. */
const IS_SEARCH = process.env['ML_SEARCH'] === '1';
const MOST_SEEDS = 20_000;
/** Lost, or more than once: nothing less counts as found. */
const MONEY = /posted \d+ times|not there/;

const found = async ({
  name,
  replaces,
  storesIntentLate = false,
  faults = {},
  seed,
}: Mutant): Promise<string | undefined> => {
  const options = { until: MONEY, replaces, storesIntentLate, faults };
  const { failures } = await (IS_SEARCH
    ? runSeeds(1, MOST_SEEDS, options)
    : runSeeds(seed, 1, options));
  if (IS_SEARCH) process.stdout.write(`${name}: seed ${failures[0]?.seed}\n`);
  return failures[0]?.wrongs[0];
};

describe('a protocol with one mistake in it', () => {
  it.each(MUTANTS)('is found out: $name, by seed $seed', { timeout: 3_600_000 }, async (mutant) => {
    expect(await found(mutant)).toMatch(MONEY);
  });

  it.each(MUTANTS)(
    'is not blamed where it makes none: seed $seed passes without $name',
    async ({ seed, faults = {} }) => {
      expect((await runSeed(seed, { faults })).wrongs).toEqual([]);
    },
  );
});
