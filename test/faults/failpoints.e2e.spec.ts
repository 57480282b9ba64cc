import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  ACTIONS,
  faultRound,
  startFaultWorld,
  type Fault,
  type FaultResult,
  type FaultWorld,
} from './fault-round.js';

/** Between every two durable steps of the gateway. */
const POINTS = [
  'gw.lease',
  'gw.claimed',
  'gw.intent',
  'gw.committed',
  'gw.sent',
  'gw.recorded',
  'gw.applied',
  'gw.result',
  'gw.answered',
  'gw.close',
  'gw.resolved',
] as const;
/** An update with new orders passes there so often at least: customers and items, then invoices, then payments. */
const OFTEN = ['gw.claimed', 'gw.intent', 'gw.committed', 'gw.sent', 'gw.recorded', 'gw.applied'];

const first = (point: string, action: Fault['action']): Fault => ({ point, action, nth: 1 });
const everything: readonly Fault[] = [
  ...POINTS.flatMap((point) => ACTIONS.map((action) => first(point, action))),
  ...OFTEN.flatMap((point) => [2, 3].map((nth) => ({ point, action: 'kill' as const, nth }))),
];
/** A kill at each point, and of the four other actions one at each, in turn. */
const quick: readonly Fault[] = POINTS.flatMap((point, index) => [
  first(point, 'kill'),
  first(point, ACTIONS[1 + (index % (ACTIONS.length - 1))] ?? 'throw'),
]);
/** `ML_FAULT=gw.sent:dup@1` runs that one alone. */
const ONE = process.env['ML_FAULT'];
const named = ({ point, action, nth }: Fault): string => `${point}:${action}@${nth}`;
const ALL = process.env['ML_FULL'] === '1' ? everything : quick;
const FAULTS = ONE === undefined ? ALL : everything.filter((fault) => named(fault) === ONE);
const WORLDS = Math.min(2, FAULTS.length);
const ROUND_MS = 60_000;

const directories = Array.from({ length: WORLDS }, () =>
  mkdtempSync(join(tmpdir(), 'ml-failpoints-')),
);
let worlds: readonly FaultWorld[] = [];
const results = FAULTS.map(() => Promise.withResolvers<FaultResult>());
for (const { promise } of results) promise.catch(() => undefined);

/** Each round on whichever world is free. */
const workOff = async (world: FaultWorld, open: (readonly [number, Fault])[]): Promise<void> => {
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const [index, fault] = next;
    try {
      results[index]?.resolve(await faultRound(world, fault));
    } catch (error) {
      results[index]?.reject(error);
    }
  }
};

beforeAll(async () => {
  worlds = await Promise.all(directories.map((directory) => startFaultWorld(directory)));
  const open = FAULTS.map((fault, index) => [index, fault] as const);
  for (const world of worlds) void workOff(world, open);
}, ROUND_MS * 2);
afterAll(async () => {
  await Promise.allSettled(results.map(({ promise }) => promise));
  await Promise.all(worlds.map(({ world }) => world.close()));
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}, ROUND_MS);

describe('a gateway in which something breaks', () => {
  it.each(FAULTS.map((fault, index) => ({ ...fault, index })))(
    '$action at $point ($nth): every order stands once, to the cent, and the log knows of it',
    async ({ index }) => {
      expect(await results[index]?.promise).toEqual({ hasActed: true, wrongs: [] });
    },
    ROUND_MS * FAULTS.length,
  );
});
