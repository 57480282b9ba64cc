import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startFaultWorld, type FaultWorld } from './fault-round.js';
import { intakeRound } from './intake-round.js';

/** Between every two durable steps before the gateway, and in the record beside it. */
const POINTS = [
  'in.received',
  'in.verified',
  'in.stored',
  'in.acked',
  'poll.fetched',
  'poll.stored',
  'poll.watermark',
  'map.planned',
  'audit.chained',
] as const;
/** That an answer is lost, or a delivery comes twice, is what the shop of other tests does. */
const ACTIONS =
  process.env['ML_FULL'] === '1' ? (['kill', 'throw', 'hang'] as const) : (['kill'] as const);
const CASES = POINTS.flatMap((point) => ACTIONS.map((action) => ({ point, action, nth: 1 })));
const ROUND_MS = 90_000;

const directory = mkdtempSync(join(tmpdir(), 'ml-intake-'));
let faulty: FaultWorld;
beforeAll(async () => {
  faulty = await startFaultWorld(directory, { ML_SWEEP_INTERVAL_SECONDS: '1' });
}, ROUND_MS);
afterAll(async () => {
  await faulty.world.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('a product in which something breaks before the gateway', () => {
  it.each(CASES)(
    '$action at $point: every order stands once, to the cent, and the log knows of it',
    async (fault) => {
      expect(await intakeRound(faulty, fault)).toEqual({ hasActed: true, wrongs: [] });
    },
    ROUND_MS,
  );
});
