import { type Spread, spreadOf } from './spread.js';

/** Measures once and says what came out, in units of its own. */
export type Contender = () => Promise<number> | number;

const ROUNDS = 5;

/**
 * Lets the contenders take turns, so that what the machine does meanwhile meets all of them. The first round warms up
 * and does not count.
 */
export const alternate = async <Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds: number = ROUNDS,
): Promise<Readonly<Record<Name, Spread>>> => {
  const entries = Object.entries<Contender>(contenders);
  const values = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, measure] of entries) {
      const value = await measure();
      if (round > 0) values.get(name)?.push(value);
    }
  }
  const spreads = entries.map(([name]) => [name, spreadOf(values.get(name) ?? [])] as const);
  // Every contender has its entry.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(spreads) as Record<Name, Spread>;
};

/** How many a second, of work that takes a while. */
export const perSecond = async (count: number, work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return count / ((performance.now() - started) / 1000);
};
