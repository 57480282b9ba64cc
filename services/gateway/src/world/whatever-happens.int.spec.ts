import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { invoiceId, planCustomer, planInvoice, stateOf } from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

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
  'gw.resolved',
  'gw.close',
];

type Happening =
  | { readonly what: 'sell'; readonly orders: number }
  | { readonly what: 'pass'; readonly seconds: number }
  | { readonly what: 'update'; readonly tickMs: number; readonly loseAnswerOf: number }
  | { readonly what: 'kill'; readonly at: string; readonly nth: number }
  | { readonly what: 'die'; readonly after: number }
  | {
      readonly what:
        | 'freeze'
        | 'thaw'
        | 'thaw-between'
        | 'forget'
        | 'touch-fence'
        | 'back-up'
        | 'restore';
    };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('sell' as const),
      orders: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('pass' as const),
      seconds: fc.constantFrom(1, 6, 61, 3_600),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('update' as const),
      tickMs: fc.constantFrom(0, 1_000),
      loseAnswerOf: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('kill' as const),
      at: fc.constantFrom(...POINTS),
      nth: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('die' as const),
      after: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom('freeze' as const, 'thaw' as const, 'thaw-between' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('forget' as const, 'touch-fence' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom('back-up' as const, 'restore' as const) }),
  },
);

/** Lets it all happen, then lets everything heal. */
const live = async (world: World, happenings: readonly Happening[]): Promise<number> => {
  let sold = 0;
  const frozen: string[] = [];
  let freezes = false;
  let thawsBetween = false;
  let restore: (() => Promise<void>) | null = null;
  const { execute } = world.quickBooks;
  world.quickBooks.execute = (xml) => {
    if (!freezes || !xml.includes('<InvoiceAddRq')) return execute(xml);
    freezes = false;
    frozen.push(xml);
    throw new Error('gone');
  };
  const thaw = (): void => {
    for (const xml of frozen.splice(0)) {
      try {
        execute(xml);
      } catch {
        // QuickBooks died in the middle of it: what ran before stays.
      }
    }
  };
  const plan = async (): Promise<void> => {
    await planCustomer(world, 'Ada');
    for (let order = 1; order <= sold; order += 1) await planInvoice(world, order, 'Ada');
  };
  const update = async (tickMs: number, loseAnswerOf: number): Promise<void> => {
    const froze = freezes;
    const { outcome } = await runUpdate(world, {
      tookMs: () => tickMs,
      ...(loseAnswerOf > 0 ? { loseAnswerOf } : froze ? { loseAnswerOf: 99 } : {}),
      between: () => thawsBetween && thaw(),
    });
    if (outcome === 'dead') await world.restart();
  };
  for (const each of happenings) {
    switch (each.what) {
      case 'sell':
        sold += each.orders;
        await plan();
        break;
      case 'pass':
        world.time.now += each.seconds * 1_000;
        break;
      case 'update':
        await update(each.tickMs, each.loseAnswerOf);
        break;
      case 'kill':
        Object.assign(world.die, { at: each.at, nth: each.nth });
        break;
      case 'die':
        world.quickBooks.faults.dieAfter = each.after;
        break;
      case 'freeze':
        freezes = true;
        break;
      case 'thaw':
        thaw();
        break;
      case 'thaw-between':
        thawsBetween = true;
        break;
      case 'forget':
        world.quickBooks.faults.forgetsSets = !world.quickBooks.faults.forgetsSets;
        break;
      case 'touch-fence': {
        const fence = world.quickBooks.things.find(({ type }) => type === 'OtherName');
        if (fence) fence.modifiedAt = world.time.now;
        break;
      }
      case 'back-up':
        restore ??= await world.backup();
        break;
      case 'restore':
        await restore?.();
        restore = null;
        await plan();
    }
  }
  freezes = false;
  world.quickBooks.faults.dieAfter = null;
  world.die.at = null;
  thaw();
  await plan();
  await settle(world);
  thaw();
  await plan();
  await settle(world);
  return sold;
};

describe('whatever happens', () => {
  it('every order stands once, and nothing is left in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 30 }), async (happenings) => {
        const world = await openWorld();
        try {
          const sold = await live(world, happenings);
          const orders = Array.from({ length: sold }, (_, index) => index + 1);
          expect(invoicesIn(world.quickBooks)).toEqual(
            Object.fromEntries(orders.map((order) => [order, 1])),
          );
          const states = await Promise.all(
            orders.map((order) => stateOf(world, invoiceId(world, order))),
          );
          expect(states.every((state) => state === 'posted')).toBe(true);
        } finally {
          await world.close();
        }
      }),
      { numRuns: Number(process.env['ML_RUNS'] ?? 25), endOnFailure: false },
    );
  }, 300_000);
});
