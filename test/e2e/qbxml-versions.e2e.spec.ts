import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { shopAt, startWorld, type World } from '../harness/world.js';
import { REQUEST_TABLES } from '../simulators/company/index.js';

/** What QuickBooks offers, and what is written then. The company file takes nothing that its version does not know. */
const ALL = [
  { major: 16, minor: 0, written: '13.0' },
  { major: 13, minor: 0, written: '13.0' },
  { major: 12, minor: 0, written: '12.0' },
  { major: 10, minor: 0, written: '10.0' },
] as const;
/** The newest and the oldest here, each in `npm run test:full`. */
const OFFERED =
  process.env['ML_FULL'] === '1' ? ALL : ALL.filter(({ major }) => major === 16 || major === 10);

let world: World;
beforeAll(async () => {
  world = await startWorld({
    stores: OFFERED.length,
    shop: (index) => ({ qbxml: OFFERED[index] ?? ALL[0] }),
  });
});
afterAll(() => world.close());

describe('a QuickBooks', () => {
  it.each(
    OFFERED.map(
      ({ major, minor, written }, index) => [`${major}.${minor}`, written, index] as const,
    ),
  )(
    'that offers qbXML %s is written to in %s, and takes all of it',
    async (_offered, written, index) => {
      const shop = shopAt(world.shops, index);
      shop.store.sellCaptured([27, 29, 31, 49, 54]);
      await shop.store.deliver();
      await untilMapped(world.api, shop);
      const reports = await updateUntilDone(world.api, shop, shop.connector);
      expect(checkBooks(shop)).toEqual([]);
      const texts = reports.flatMap(({ exchanges }) => exchanges.map(({ request }) => request));
      const versions = texts.map((text) => /<\?qbxml version="([^"]*)"\?>/.exec(text)?.[1]);
      expect(new Set(versions)).toEqual(new Set([written]));
      const types = new Set(
        texts.flatMap((text) => [...text.matchAll(/<(\w+Rq)[ >]/g)].map(([, type = '']) => type)),
      );
      types.delete('QBXMLMsgsRq');
      expect([...types].filter((type) => !REQUEST_TABLES.has(type))).toEqual([]);
      expect(types).toContain('CreditMemoAddRq');
    },
    60_000,
  );
});
