import { firstMissing } from '@ml-connector/postings';
import type { Agent } from './agent.features.js';
import { createChance } from './chance.features.js';
import { drawFaults, NO_FAULTS, type FaultMix } from './fault-mix.features.js';
import { createHappenings } from './happenings.features.js';
import type { Scene } from './scene.features.js';
import {
  COLD,
  CONNECTION_ID,
  createWorld,
  type Beginning,
  type World,
} from './simulated-world.features.js';
import { createTurns } from './turns.features.js';

const START = Date.parse('2026-11-24T10:00:00Z');
const DAY = 86_400_000;
const MOST_STEPS = 400;
const MOST_SESSIONS = 24;

export interface SeedResult {
  readonly wrongs: readonly string[];
  readonly seen: ReadonlyMap<string, number>;
  /** Of the order of all calls of ports; 0 where nobody asked. */
  readonly traceHash: number;
}

export interface SeedOptions {
  readonly traced?: boolean;
  readonly storesIntentLate?: boolean;
  readonly faults?: Partial<FaultMix>;
  /** Told of every call of a port and of what happens. */
  readonly onTrace?: (what: string, now: number) => void;
}

/** One run of the world: faults, then healing, then the oracle. */
export const runSeed = async (seed: number, options: SeedOptions = {}): Promise<SeedResult> => {
  const warm = await warmBeginning();
  const chance = createChance(seed);
  let traceHash = 0;
  const traced = options.traced === true || options.onTrace !== undefined;
  const scene: Scene = {
    seed,
    chance,
    now: START + DAY,
    faults: { ...drawFaults(chance, options.faults?.cannotRead === 0), ...options.faults },
    turns: createTurns(chance),
    seen: new Map(),
    wrongs: [],
    trace: traced
      ? (what) => {
          traceHash = hashed(traceHash, `${scene.now} ${what}`);
          options.onTrace?.(what, scene.now);
        }
      : null,
    storesIntentLate: options.storesIntentLate ?? false,
  };
  const world = createWorld(scene, chance.happens(0.1) ? COLD : warm);
  await liveThrough(world);
  const wrongs = [...(await heal(world)), ...world.wrongs()];
  world.end();
  return { wrongs, seen: scene.seen, traceHash };
};

const liveThrough = async (world: World): Promise<void> => {
  const { scene, agents, shop, mapping } = world;
  const { chance } = scene;
  const happenings = createHappenings(world);
  const steps = 15 + chance.below(60);
  let current: Agent = agents[0];
  shop.sell();
  await shop.plan(mapping.postings);
  for (let step = 0; step < steps; step += 1) {
    happenings.calendar();
    happenings.people();
    happenings.backups();
    if (chance.happens(0.08)) shop.sell();
    await shop.plan(mapping.postings);
    for (const agent of agents) {
      if (!agent.isFrozen() || !chance.happens(0.06)) continue;
      agent.thaw();
      // Who wakes mostly goes on at once, in the middle of what the others do.
      if (chance.happens(0.7)) current = agent;
    }
    if (current.isFrozen() || current.phase() === 'idle' || chance.happens(0.15)) {
      current = agents[chance.below(agents.length)] ?? current;
    }
    if (current.isFrozen()) continue;
    awaited(world, current);
    const other = agents.find((agent) => agent !== current && !agent.isFrozen());
    if (other && chance.happens(scene.faults.callsOverlap)) {
      scene.seen.set('calls overlapped', 1);
      await scene.turns.interleave([() => current.step(), () => other.step()]);
    } else await current.step();
    if (agents.filter((agent) => agent.phase() !== 'idle').length > 1) {
      scene.seen.set('two agents overlapped', 1);
    }
  }
};

/** Lets pass what an agent rests, and mostly what lies between two updates. */
const awaited = ({ scene, pass }: World, agent: Agent): void => {
  const rest = agent.restsUntil() - scene.now;
  if (rest > 0) pass(rest);
  if (agent.phase() === 'idle' && scene.chance.happens(0.3)) pass(61_000);
};

/** No more faults: those who froze wake first, then updates come every minute until nothing is left to do. */
const heal = async (world: World): Promise<readonly string[]> => {
  const { scene, agents, shop, mapping, pass } = world;
  scene.faults = NO_FAULTS;
  for (const agent of agents) agent.thaw();
  for (const agent of agents) {
    if (!(await toIdle(world, agent))) return ['a session never ends'];
  }
  const retried = new Map<string, number>();
  // Only who writes looks at the fence: one more order shows what nobody has noticed yet.
  if (shop.wanted.length > 0) shop.sell();
  for (let session = 0; session < MOST_SESSIONS; session += 1) {
    await shop.plan(mapping.postings);
    await mapping.postings.reconsiderWaiting(CONNECTION_ID);
    const retries = await personRetries(world, retried);
    pass(61_000);
    await agents[0].step();
    if (agents[0].lastVerdict() === 'none' && retries === 0) return [];
    if (!(await toIdle(world, agents[0]))) return ['a session never ends'];
  }
  return ['there is always something left to do'];
};

const toIdle = async (world: World, agent: Agent): Promise<boolean> => {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (agent.phase() === 'idle') return true;
    awaited(world, agent);
    await agent.step();
  }
  return false;
};

/** What a person says to documents that vanished with a restored company file or could not be read, and to what depended on them. */
const RETRIED = new Set([
  'NAME_IN_USE',
  'REQUEST_NOT_READABLE',
  'VANISHED_FROM_QUICKBOOKS',
  'QUICKBOOKS_3120',
  'QUICKBOOKS_3140',
]);

const personRetries = async (
  { mapping, shop, file }: World,
  retried: Map<string, number>,
): Promise<number> => {
  const { postings } = mapping;
  const { items } = await postings.list({ connectionId: CONNECTION_ID, state: 'held', limit: 100 });
  let retries = 0;
  for (const { value } of items) {
    const times = retried.get(value.id) ?? 0;
    if (!RETRIED.has(value.reason?.code ?? '') || times >= 2) continue;
    // What a person deleted on purpose is not asked for again.
    const wanted = shop.wanted.find(({ id }) => id === value.id);
    if (file.deleted.some(({ thing }) => thing.birth.startsWith(wanted?.birth ?? ' '))) continue;
    retried.set(value.id, times + 1);
    retries += 1;
    const known = new Map(
      (await postings.getMany(shop.wanted.map(({ id }) => id))).map((one) => [one.id, one]),
    );
    await postings.execute({
      postingId: value.id,
      connectionId: CONNECTION_ID,
      command: {
        type: 'Retry',
        by: 'person',
        why: null,
        waitingFor: firstMissing(value.wish.dependsOn, known),
      },
    });
  }
  return retries;
};

const hashed = (hash: number, text: string): number => {
  let mixed = hash;
  for (let at = 0; at < text.length; at += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  }
  return mixed;
};

let warm: Promise<Beginning> | null = null;

/** A connection that is paired, has its fence and has read the lists: where most seeds begin. */
const warmBeginning = (): Promise<Beginning> => (warm ??= prepareWarm());

const prepareWarm = async (): Promise<Beginning> => {
  const chance = createChance(-1);
  const world = createWorld(
    {
      seed: -1,
      chance,
      now: START,
      faults: NO_FAULTS,
      turns: createTurns(chance),
      seen: new Map(),
      wrongs: [],
      trace: null,
      storesIntentLate: false,
    },
    COLD,
  );
  const wrongs = [...(await heal(world)), ...world.wrongs()];
  if (wrongs.length > 0) throw new Error(`A world without orders goes wrong: ${wrongs.join('; ')}`);
  const beginning = { putBack: world.snapshot(), fence: new Map(world.file.things) };
  world.end();
  return beginning;
};
