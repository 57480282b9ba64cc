import { expect, it } from 'vitest';
import { openWorld } from './gateway-world.features.js';
import { planCustomer, planInvoice } from './planned-postings.features.js';
import { invoicesIn, runUpdate } from './web-connector.features.js';

const ADD_MS = 300;
const ROUND_TRIP_MS = 1_000;
/** What QuickBooks itself allows: 40 documents per round trip. */
const idealMs = (documents: number): number =>
  documents * ADD_MS + Math.ceil(documents / 40) * ROUND_TRIP_MS;

it('posts a day of a thousand orders at nine tenths of the speed that QuickBooks allows, in round trips far below 30 seconds', async () => {
  const world = await openWorld();
  const customers = Array.from({ length: 50 }, (_, index) => `C${index}`);
  const orders = Array.from({ length: 1_000 }, (_, index) => index + 1);
  for (const name of customers) await planCustomer(world, name);
  for (let at = 0; at < orders.length; at += 100) {
    const some = orders.slice(at, at + 100);
    await Promise.all(some.map((order) => planInvoice(world, order, `C${order % 50}`)));
  }
  const began = world.time.now;
  const roundTrips: number[] = [];
  const { outcome } = await runUpdate(world, {
    tookMs: (xml) => {
      const writes = xml.match(/<\w+(?:Add|Mod)Rq /g)?.length ?? 0;
      roundTrips.push(ROUND_TRIP_MS + writes * ADD_MS);
      return roundTrips.at(-1) ?? 0;
    },
  });
  const tookMs = world.time.now - began;
  expect([outcome, Object.keys(invoicesIn(world.quickBooks)).length]).toEqual([
    'OK: 1050 posted',
    1_000,
  ]);
  expect(Math.max(...roundTrips)).toBeLessThan(20_000);
  expect(idealMs(1_050) / tookMs).toBeGreaterThan(0.9);
  await world.close();
}, 120_000);
