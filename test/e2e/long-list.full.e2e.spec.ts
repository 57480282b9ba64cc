import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentMegabytes } from '../bench/processes/process-cost.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

/** All of a large company in the full run; as many as need several pages otherwise. */
const CUSTOMERS = process.env['ML_FULL'] === undefined ? 2_000 : 50_000;
/** Left to itself V8 lets garbage grow where there is memory: what is really held is told by what suffices. */
const HEAP = '--max-old-space-size=150 --max-semi-space-size=16';
const MOST_GROWTH_MB = 150;
const LIMIT_MS = 30 * 60_000;

let world: World;
let shop: Shop;
let before = 0;
let highest = 0;
let watch: NodeJS.Timeout;
beforeAll(async () => {
  const names = Array.from({ length: CUSTOMERS }, (_, index) => ({
    kind: 'Customer' as const,
    name: `Customer ${index}`,
    fields: {
      CompanyName: `Customer ${index} & Sons`,
      FirstName: 'Anna',
      LastName: `Number ${index}`,
      Phone: `555-${index}`,
      Email: `customer-${index}@example.test`,
    },
  }));
  world = await startWorld({
    environment: { NODE_OPTIONS: HEAP },
    shop: () => ({ company: { seed: { names } } }),
  });
  shop = onlyShop(world);
  const { pid } = world.product();
  before = residentMegabytes(pid);
  watch = setInterval(() => {
    highest = Math.max(highest, residentMegabytes(pid));
  }, 200);
}, LIMIT_MS);
afterAll(async () => {
  clearInterval(watch);
  await world.close();
});

const sell = () => sellAndWaitMapped(world.api, shop, (store) => store.sell(2));
const update = () => updateUntilDone(world.api, shop, shop.connector);
const invoices = (): number => shop.company.inspect.documents('Invoice').length;
const measured = async (what: string, work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  console.log(`${what}: ${seconds.toFixed(1)} s, ${Math.round(highest)} MB at most`);
  return seconds;
};

describe(`a company file with ${CUSTOMERS} customers`, () => {
  it(
    'is read page by page in memory that does not grow with it, and the first orders are posted after it',
    async () => {
      await sell();
      await measured('first reading and first invoices', update);
      expect(invoices()).toBe(2);
      expect(highest - before).toBeLessThan(MOST_GROWTH_MB);
    },
    LIMIT_MS,
  );

  it(
    'holds no later order up: only what changed since is read',
    async () => {
      await sell();
      const seconds = await measured('two more invoices', update);
      expect(invoices()).toBe(4);
      expect(seconds).toBeLessThan(30);
      expect(highest - before).toBeLessThan(MOST_GROWTH_MB);
    },
    LIMIT_MS,
  );
});
