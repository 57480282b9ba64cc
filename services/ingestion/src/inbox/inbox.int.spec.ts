import { type Envelope, TOPICS } from '@ml-connector/contracts';
import { createLeases } from '@ml-connector/document-store';
import { AppError } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../ingestion-world.features.js';
import { createInbox, type Inbox } from './inbox.js';
import { InboxSchedule } from './inbox.schedule.js';

let world: World;
let inbox: Inbox;
beforeEach(async () => {
  world = await openWorld();
  inbox = createInbox(world.ports);
});
afterEach(() => world.close());

const eventOf = (number: number, order = 1): Envelope => ({
  id: `event-${number}`,
  type: 'OrderObserved',
  version: 1,
  connectionId: 'con-a',
  key: `con-a|order|${order}`,
  occurredAt: '2026-11-24T10:00:00.000Z',
  recordedAt: '2026-11-24T10:00:00.000Z',
  correlationId: 'con-a|order|1',
  causationId: 'webhook',
  data: { number },
});

const take = (number: number): Promise<'log' | 'inbox'> =>
  inbox.take(TOPICS.orders, [eventOf(number)]);
const logged = async (): Promise<readonly string[]> =>
  (await world.events(TOPICS.orders)).map(({ id }) => id);

describe('the inbox', () => {
  it('is not used while the log takes what comes', async () => {
    expect(await take(1)).toBe('log');
    expect(await inbox.drain()).toBe(0);
    expect(await logged()).toEqual(['event-1']);
  });

  it('keeps what comes while the log is down, each once, and brings it there in order', async () => {
    world.outage.isDown = true;
    for (const number of [1, 2, 2, 3, 1]) expect(await take(number)).toBe('inbox');
    await expect(inbox.drain()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(await logged()).toEqual([]);

    world.outage.isDown = false;
    expect(await inbox.drain()).toBe(3);
    expect(await logged()).toEqual(['event-1', 'event-2', 'event-3']);
    expect(await inbox.drain()).toBe(0);
  });

  it('keeps the order of many, and all of them', async () => {
    world.outage.isDown = true;
    const numbers = Array.from({ length: 210 }, (_, index) => index);
    for (const number of numbers) await take(number);
    world.outage.isDown = false;

    expect(await inbox.drain()).toBe(210);
    expect(await logged()).toEqual(numbers.map((number) => `event-${number}`));
  }, 120_000);

  it('lets no delivery wait for a log that is known to be down, and asks it again later', async () => {
    let asked = 0;
    inbox = createInbox({
      ...world.ports,
      log: {
        append: () => {
          asked += 1;
          return Promise.reject(new AppError('LOG_UNAVAILABLE', 'down'));
        },
      },
    });
    for (const number of [1, 2, 3]) await take(number);
    expect(asked).toBe(1);
    world.time.now += 5_000;
    await take(4);
    expect(asked).toBe(2);
  });

  it('takes a log that hangs for one that is down', async () => {
    const hangs = { append: () => new Promise<never>(() => undefined) };
    inbox = createInbox({ ...world.ports, log: hangs, patienceMs: 20 });

    expect(await take(1)).toBe('inbox');
  });

  it('is what the log has, whenever the process dies while it is drained', async () => {
    world.outage.isDown = true;
    await take(1);
    world.outage.isDown = false;
    const dies = { append: world.ports.log.append };
    const { store } = world.ports;
    const dying = createInbox({
      ...world.ports,
      log: {
        append: async (topic, records) => {
          await dies.append(topic, records);
          throw new Error('died after the append');
        },
      },
    });
    await expect(dying.drain()).rejects.toThrow('died');
    expect(await createInbox({ ...world.ports, store }).drain()).toBe(1);

    expect(new Set(await logged())).toEqual(new Set(['event-1']));
  });

  it('is drained by one process at a time', async () => {
    const end = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let drains = 0;
    const slow = {
      isEmpty: () => Promise.resolve(false),
      drain: async () => {
        drains += 1;
        begun.resolve();
        await end.promise;
        return 0;
      },
    };
    const { store, clock, signals } = world.ports;
    const [first, second] = ['a', 'b'].map(
      (holder) =>
        new InboxSchedule({ inbox: slow, leases: createLeases({ store, clock, holder }), signals }),
    );
    const running = first?.runOnce();
    await begun.promise;
    await second?.runOnce();
    end.resolve();
    await running;

    expect(drains).toBe(1);
  });
});
