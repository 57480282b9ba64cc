import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { type Cluster, SERVICES, startCluster } from '../harness/cluster.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { type LastingReport, startUpdates } from '../harness/lasting-updates.js';
import { type ProductApi, productApi } from '../harness/product-api.js';
import { openShop, type Shop } from '../harness/shop.js';
import { givenStack } from '../harness/stack.js';
import { startDeliveries, type SteadyReport } from '../harness/steady-deliveries.js';

/** Fewer of both to try it on a busy machine and say by ML_DELIVERIES what it can do. */
const SESSIONS = Number(process.env['ML_SESSIONS'] ?? 50);
const DELIVERIES_A_SECOND = Number(process.env['ML_DELIVERIES'] ?? 200);
const MOST_MS = 1_800_000;

let cluster: Cluster;
let api: ProductApi;
let shops: readonly Shop[];
beforeAll(async () => {
  cluster = await startCluster({
    stack: givenStack(),
    environment: { ML_SWEEP_INTERVAL_SECONDS: '60', ML_SESSION_IDLE_SECONDS: '10' },
  });
  api = productApi(cluster.url);
  const opened: Shop[] = [];
  for (let index = 0; index < SESSIONS; index += 1) opened.push(await openShop(api));
  shops = opened;
}, MOST_MS);
afterAll(async () => {
  await Promise.all((shops ?? []).map((shop) => shop.close()));
  await cluster?.close();
}, MOST_MS);

describe('all replicas, replaced one after the other under load', () => {
  it(
    'refuse no delivery, break no session, and lose and double nothing',
    async () => {
      const deliveries = startDeliveries(shops, { perSecond: DELIVERIES_A_SECOND });
      const updates = startUpdates(shops);
      const open: number[] = [];
      const codes: (number | null)[] = [];
      let reports: readonly [SteadyReport, LastingReport];
      try {
        for (const service of SERVICES)
          for (const index of cluster.replicas(service).keys()) {
            open.push(updates.open());
            codes.push(await cluster.replace(service, index));
          }
      } finally {
        // Also where a restart failed: nothing goes on after the test.
        reports = await Promise.all([deliveries.stop(), updates.stop()]);
      }
      const [delivered, { outcomes, failures }] = reports;
      for (const shop of shops) await untilMapped(api, shop);
      const perSecond = delivered.sent / delivered.seconds;
      console.log(
        JSON.stringify({ perSecond, delivered, outcomes, failures: failures.slice(0, 5), open }),
      );

      expect(cluster.output()).not.toContain('service.drain-');
      expect(codes).toEqual(codes.map(() => 0));
      expect(delivered.refused).toEqual({});
      expect(perSecond).toBeGreaterThan(DELIVERIES_A_SECOND * 0.9);
      expect(delivered.first).toBeGreaterThan(SESSIONS);
      expect(failures).toEqual([]);
      expect(Object.keys(outcomes).filter((one) => !HEALTHY.has(one))).toEqual([]);
      // While both replicas of the gateway were replaced, sessions were open.
      expect(Math.max(...open)).toBeGreaterThanOrEqual(SESSIONS / 2);
      for (const shop of shops) await updateUntilDone(api, shop, shop.connector);
      expect(shops.flatMap((shop) => checkBooks(shop))).toEqual([]);
    },
    MOST_MS,
  );
});

const HEALTHY: ReadonlySet<string> = new Set(['done', 'no-work', 'busy', 'postponed']);
