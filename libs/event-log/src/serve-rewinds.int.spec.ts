import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { systemClock } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentPositions } from './document-positions.js';
import { createEmbeddedEventLog } from './embedded-event-log.js';
import type { EventLog, Subscription } from './event-log.js';
import { partitionForKey } from './partition-for-key.js';
import { askToRewind, isRewound } from './rewind.js';
import { serveRewinds } from './serve-rewinds.js';

const GROUP = 'test.orders';

const open = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rewinds-'));
  const engine = await openEngine({ directory });
  const store = createEmbeddedDocumentStore(engine);
  const positions = documentPositions(store);
  const log: EventLog = createEmbeddedEventLog(engine, { positions, clock: systemClock });
  await log.ensureTopics([TOPICS.orders, TOPICS.postings]);
  const close = async () => {
    await log.close();
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { store, positions, log, close };
};

let world: Awaited<ReturnType<typeof open>>;
let subscription: Subscription;
let handled: string[];

const subscribe = async () => {
  subscription = await world.log.subscribe({
    group: GROUP,
    topics: [TOPICS.orders],
    handle: async ({ records }) => {
      await Promise.resolve();
      handled.push(...records.map(({ value }) => new TextDecoder().decode(value)));
    },
  });
};
const consumer = {
  group: GROUP,
  pauseFor: async (change: () => Promise<void>) => {
    await subscription.close();
    await change();
    await subscribe();
  },
};
const serve = () => serveRewinds({ store: world.store, clock: systemClock }, consumer);
const ask = (
  offset: number,
  topic: typeof TOPICS.orders | typeof TOPICS.postings = TOPICS.orders,
) =>
  askToRewind(world.store, {
    id: 'job-1',
    topic,
    offsets: new Map([[partitionForKey('a', 12), offset]]),
    askedAt: '2026-11-24T10:00:00.000Z',
  });

beforeEach(async () => {
  world = await open();
  handled = [];
  await world.log.append(
    TOPICS.orders,
    ['1', '2', '3'].map((text) => ({
      key: 'a',
      value: new TextEncoder().encode(text),
      headers: {},
    })),
  );
  await subscribe();
  await subscription.caughtUp();
});

afterEach(() => world.close());

describe('a rewind', () => {
  it('hands everything from an offset on to the groups that read the topic, once more', async () => {
    const groups = await ask(1);
    expect(await isRewound(world.store, 'job-1', groups)).toBe(false);
    expect(await serve()).toBe(1);
    await subscription.caughtUp();
    expect(handled).toEqual(['1', '2', '3', '2', '3']);
    expect([groups, await isRewound(world.store, 'job-1', groups)]).toEqual([[GROUP], true]);
    expect(await serve()).toBe(0);
  });

  it('asked for twice under one id happens once', async () => {
    await ask(0);
    await serve();
    await ask(0);
    expect(await serve()).toBe(0);
    await subscription.caughtUp();
    expect(handled).toHaveLength(6);
  });

  it('never moves a group forward', async () => {
    await ask(99);
    await serve();
    await subscription.caughtUp();
    expect(handled).toHaveLength(3);
    const standing = await world.positions.load(GROUP, TOPICS.orders);
    expect(standing.get(partitionForKey('a', 12))?.next).toBe(3);
  });

  it('is nobody’s business where no group reads the topic', async () => {
    expect(await ask(0, TOPICS.postings)).toEqual([]);
  });
});
