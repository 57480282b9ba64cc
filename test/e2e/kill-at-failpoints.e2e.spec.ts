import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Arm, type RoundResult, startKillWorlds, startRounds } from '../harness/kill-round.js';
import { updateUntilDone } from '../harness/flow.js';
import { onlyShop, type World } from '../harness/world.js';

/** Between every two durable steps of the gateway, with how often an update with new orders passes there at least. */
const FAILPOINTS = [
  ['gw.lease', 1],
  ['gw.claimed', 1],
  ['gw.intent', 1],
  ['gw.committed', 1],
  ['gw.sent', 1],
  ['gw.recorded', 1],
  ['gw.applied', 1],
  ['gw.result', 1],
  ['gw.answered', 1],
  ['gw.close', 1],
  ['gw.claimed', 2],
  ['gw.intent', 2],
  ['gw.committed', 2],
  ['gw.sent', 2],
  ['gw.recorded', 2],
  ['gw.applied', 2],
  ['gw.result', 2],
  ['gw.answered', 2],
  ['gw.committed', 3],
  ['gw.sent', 3],
  ['gw.recorded', 3],
  ['gw.applied', 3],
] as const;
const ROUND_MS = 60_000;

/** Starts the product anew so that it kills itself there. */
const dieAt =
  ([name, nth]: (typeof FAILPOINTS)[number]): Arm =>
  async (world) => {
    await world.product().stop();
    await world.restart({ ML_FAILPOINTS: `${name}:kill@${nth}` });
  };

let worlds: readonly World[] = [];
let rounds: readonly Promise<RoundResult>[] = [];
beforeAll(async () => {
  worlds = await startKillWorlds(2);
  for (const world of worlds) {
    const shop = onlyShop(world);
    await updateUntilDone(world.api, shop, shop.connector);
  }
  rounds = startRounds(FAILPOINTS.map(dieAt), worlds);
});
afterAll(async () => {
  await Promise.allSettled(rounds);
  await Promise.all(worlds.map((world) => world.close()));
}, ROUND_MS);

describe('a product that dies', () => {
  it.each(FAILPOINTS.map(([name, nth], index) => ({ name, nth, index })))(
    'at $name ($nth) starts again and posts every order exactly once, to the cent',
    async ({ index }) => {
      const result = await rounds[index];

      expect(result).toEqual({ wasKilled: true, faults: [] });
    },
    ROUND_MS * 2,
  );
});
