import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Arm, type RoundResult, startKillWorlds, startRounds } from '../harness/kill-round.js';
import type { World } from '../harness/world.js';
import type { StepName } from '../simulators/web-connector/index.js';

/**
 * An update with new orders: customers and items, then invoices, then payments; each call happens so often at least.
 * The first two moments are met by new worlds, whose first session waits for the lists to be taken in, and so asks.
 */
const MOMENTS: readonly (readonly [StepName, number])[] = [
  ['getLastError', 1],
  ['serverVersion', 1],
  ['clientVersion', 1],
  ['authenticate', 1],
  ['openCompany', 1],
  ['sendRequestXML', 1],
  ['processRequest', 1],
  ['receiveResponseXML', 1],
  ['sendRequestXML', 2],
  ['processRequest', 2],
  ['receiveResponseXML', 2],
  ['sendRequestXML', 3],
  ['processRequest', 3],
  ['receiveResponseXML', 3],
  ['closeConnection', 1],
];
/** After these nothing comes, or a step that is not among the moments. */
const LAST_OF_ALL: ReadonlySet<string> = new Set([
  'getLastError 1',
  'receiveResponseXML 3',
  'closeConnection 1',
]);
/** Between two steps there is one moment: it comes after the one and before the next. Both names of it in the long tier. */
const CASES = MOMENTS.flatMap(([name, nth]) =>
  (process.env['ML_FULL'] || LAST_OF_ALL.has(`${name} ${nth}`)
    ? (['before', 'after'] as const)
    : (['before'] as const)
  ).map((phase) => ({
    name,
    nth,
    phase,
  })),
);
const ROUND_MS = 60_000;

/** Kills the product at the n-th time that a step comes in one update, and lets the Web Connector go on against nobody. */
const killAt =
  ({ name, nth, phase }: (typeof CASES)[number]): Arm =>
  (world, { connector }) => {
    let seen = 0;
    connector.onStep(async (step) => {
      if (step.name === 'serverVersion' && step.phase === 'before') seen = 0;
      if (step.name !== name || step.phase !== phase) return;
      seen += 1;
      if (seen === nth) await world.product().kill();
    });
  };

let worlds: readonly World[] = [];
let rounds: readonly Promise<RoundResult>[] = [];
beforeAll(async () => {
  worlds = await startKillWorlds(2);
  rounds = startRounds(CASES.map(killAt), worlds);
});
afterAll(async () => {
  await Promise.allSettled(rounds);
  await Promise.all(worlds.map((world) => world.close()));
}, ROUND_MS);

describe('a product that is killed', () => {
  it.each(CASES.map((moment, index) => ({ ...moment, index })))(
    '$phase $name ($nth) starts again and posts every order exactly once, to the cent',
    async ({ index }) => {
      expect(await rounds[index]).toEqual({ wasKilled: true, faults: [] });
    },
    ROUND_MS * 2,
  );
});
