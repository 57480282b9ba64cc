import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { copyDatabase, restoreDatabase } from '../harness/database-copy.js';
import { type Cluster, type ServiceName, SERVICES, startCluster } from '../harness/cluster.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, untilMapped, updateUntilDone } from '../harness/flow.js';
import { type ProductApi, productApi } from '../harness/product-api.js';
import { openShop, type Shop } from '../harness/shop.js';
import { type OwnStack, startOwnStack } from '../harness/stack.js';

const START_MS = 400_000;
const ROUND_MS = 180_000;

/** All of them in the long tier; otherwise one that consumes and one that is called. */
const VICTIMS = process.env['ML_FULL'] ? SERVICES : (['mapping', 'gateway'] as const);
const MECHANISMS = process.env['ML_FULL']
  ? (['plain', 'scram-sha-512'] as const)
  : (['plain'] as const);
const LATER_ORDERS = process.env['ML_FULL'] ? 50 : 8;

let stack: OwnStack;
let cluster: Cluster;
let api: ProductApi;
let shop: Shop;
beforeAll(async () => {
  stack = await startOwnStack();
  cluster = await startCluster({
    stack,
    environment: { ML_SWEEP_INTERVAL_SECONDS: '5', ML_SESSION_IDLE_SECONDS: '1' },
  });
  api = productApi(cluster.url);
  shop = await openShop(api);
}, START_MS);
afterAll(async () => {
  await shop?.close();
  await cluster?.close();
  await stack?.close();
}, ROUND_MS);

/** Orders come in and go out while `harm` is done, and everything is in order afterwards. */
const surviving = async (harm: () => Promise<void>): Promise<readonly string[]> => {
  await sellAndWaitMapped(api, shop, (store) => store.sell(2));
  const update = shop.connector.runUpdate();
  await sleep(150);
  shop.store.sell(1);
  await Promise.all([harm(), shop.store.deliver()]);
  await update;
  shop.store.sell(1);
  await shop.store.deliver();
  await untilMapped(api, shop);
  await updateUntilDone(api, shop, shop.connector);
  return checkBooks(shop);
};

/** What live, startup and ready answer. */
const probesOf = (service: ServiceName, index: number): Promise<readonly number[]> =>
  Promise.all(
    ['live', 'startup', 'ready'].map(async (probe) => {
      const url = cluster.replicas(service)[index]?.url ?? '';
      const { status } = await fetch(`${url}/health/${probe}`);
      return status;
    }),
  );

describe('five services, two processes of each, on Kafka and the database', () => {
  it(
    'post every order once and to the cent, and nothing when everything is delivered again',
    async () => {
      await sellAndWaitMapped(api, shop, (store) => store.sell(5));
      await updateUntilDone(api, shop, shop.connector);
      expect(checkBooks(shop)).toEqual([]);
      const counts = shop.company.inspect.counts();

      expect(new Set(await shop.store.redeliver())).toEqual(new Set([200]));
      await updateUntilDone(api, shop, shop.connector);

      expect(shop.company.inspect.counts()).toEqual(counts);
      expect(checkBooks(shop)).toEqual([]);
    },
    ROUND_MS,
  );

  it.each(VICTIMS)(
    'lose and double nothing when a process of %s is killed',
    async (service) => {
      const faults = await surviving(() => cluster.kill(service, 0));
      await cluster.restart(service, 0);

      expect(faults).toEqual([]);
    },
    ROUND_MS,
  );

  it(
    'lose and double nothing when Kafka is killed: deliveries are acknowledged meanwhile',
    async () => {
      await stack.crash('kafka');
      shop.store.sell(3);
      const sent = await shop.store.deliver();
      expect(sent.map(({ answered }) => answered)).toEqual(sent.map(() => 200));
      // A process that is started meanwhile does not end for it: it answers, and waits.
      await cluster.kill('mapping', 0);
      const started = cluster.restart('mapping', 0);
      await eventually(async () => expect(await probesOf('mapping', 0)).toEqual([200, 503, 503]));
      await stack.start('kafka');
      await started;

      const faults = await surviving(async () => {
        await stack.crash('kafka');
        await stack.start('kafka');
      });

      expect(faults).toEqual([]);
    },
    ROUND_MS,
  );

  it(
    'lose and double nothing when the database is killed',
    async () => {
      const faults = await surviving(async () => {
        await stack.crash('mongodb');
        await sleep(1_000);
        await stack.start('mongodb');
      });

      expect(faults).toEqual([]);
    },
    ROUND_MS,
  );

  it(
    'add no document when the database is put back to what it was before more orders were posted',
    async () => {
      const database = {
        uri: stack.mongodbUri,
        database: cluster.environment['ML_MONGODB_DATABASE'] ?? '',
      };
      const copy = await copyDatabase(database);
      await sellAndWaitMapped(api, shop, (store) => store.sell(LATER_ORDERS));
      await updateUntilDone(api, shop, shop.connector);
      expect(checkBooks(shop)).toEqual([]);
      const counts = shop.company.inspect.counts();

      await cluster.stopAll();
      await restoreDatabase(database, copy);
      await cluster.startAll();
      await untilMapped(api, shop);
      await updateUntilDone(api, shop, shop.connector);

      expect(shop.company.inspect.counts()).toEqual(counts);
      expect(checkBooks(shop)).toEqual([]);
    },
    ROUND_MS,
  );

  it.for(MECHANISMS)(
    'work over TLS with an authority of our own and a password (%s)',
    { timeout: ROUND_MS },
    async (mechanism, { skip }) => {
      const secure = stack.secure(mechanism);
      if (!secure) return skip('Containers have no such listener.');
      await Promise.all(
        [0, 1].map(async (index) => {
          await cluster.replicas('mapping')[index]?.stop();
          await cluster.restart('mapping', index, secure);
        }),
      );

      await sellAndWaitMapped(api, shop, (store) => store.sell(2));
      await updateUntilDone(api, shop, shop.connector);

      expect(checkBooks(shop)).toEqual([]);
    },
  );

  it('have an unbroken record of it all, and tie out to the cent', async () => {
    const verified = await api.call('GET', '/api/audit/verify');
    expect(verified.status).toBe(200);
    expect(verified.body).toMatchObject({ state: 'intact', firstBad: null });
    const tied = await api.call(
      'GET',
      `/api/connections/${shop.id}/tie-out?from=2026-10-01&to=2027-09-01`,
    );
    expect(tied.body).toMatchObject({ differences: [] });
  });

  it('drain and end with 0 when they are told to', async () => {
    const all = SERVICES.flatMap((service) => cluster.replicas(service));
    expect(await Promise.all(all.map((one) => one.stop()))).toEqual(all.map(() => 0));
  });
});
