import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../harness/eventually.js';
import { updateUntilDone } from '../harness/flow.js';
import { type ProductApi, productApi } from '../harness/product-api.js';
import { ADMIN_TOKEN, freePort } from '../harness/product-process.js';
import { z } from 'zod';
import { type Edition, startDemoProduct } from './demo-product.js';
import { readBooks, readStore } from './ledgers.js';
import { control, startSimulator } from './simulator-process.js';
import { tieOut, type TieOut } from './tie-out.js';

const SIMULATORS = join(import.meta.dirname, '../simulators');
const ORDERS = 40;
/** Captured orders of a real store: several tax rates, coupons, fees, shipping, refunds, guests, foreign currency, zero total. */
const CAPTURED = [
  27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 38, 40, 41, 42, 43, 44, 45, 49, 51, 54, 56, 61, 62, 63,
  65, 66, 107,
];

const updateReport = z.object({ outcome: z.string(), status: z.string() });

export interface Demo {
  readonly result: TieOut;
  /** Documents that a second delivery of everything added. */
  readonly added: number;
  readonly addresses: readonly string[];
}

export interface DemoSettings {
  readonly directory: string;
  readonly edition: Edition;
  readonly started: Started;
}

/** What was started, and is to be stopped however the demo ends; the last first. */
export type Started = (() => Promise<void>)[];

/** The whole story in one run, every part a process of its own. `say` is told each step. */
export const runDemo = async (
  { directory, edition, started }: DemoSettings,
  say: (step: string) => void,
): Promise<Demo> => {
  mkdirSync(directory, { recursive: true });
  const [storePort, companyPort] = [await freePort(), await freePort()];
  const storeAddress = `http://127.0.0.1:${storePort}`;
  const companyAddress = `http://127.0.0.1:${companyPort}`;
  const store = await startSimulator(
    join(SIMULATORS, 'store/main.js'),
    ['--port', String(storePort), '--deliver-every-ms', '200'],
    /consumer secret\s+\S+\n/,
  );
  started.push(() => store.stop());
  say(`A simulated WooCommerce store is open at ${storeAddress}.`);
  const product = await startDemoProduct(edition, directory, say);
  started.push(() => product.stop());
  say(product.told);

  const api = productApi(product.url);
  const connection = await api.createConnection({
    name: 'Demo shop',
    store: {
      url: storeAddress,
      consumerKey: keyIn(store.output(), 'key'),
      consumerSecret: keyIn(store.output(), 'secret'),
    },
    rules: { goLive: '2026-11-01T00:00:00Z', unknownProduct: 'create' },
  });
  await api.uncap(connection.id);
  writeFileSync(join(directory, 'demo.qwc'), await api.qwc(connection.id));
  const connector = await startSimulator(
    join(SIMULATORS, 'web-connector/main.js'),
    [
      '--qwc',
      join(directory, 'demo.qwc'),
      '--password',
      connection.qbwc.password,
      '--company',
      join(directory, 'company.sqlite'),
      '--control-port',
      String(companyPort),
      '--interval',
      '0',
    ],
    /control port/,
  );
  started.push(() => connector.stop());
  say('A connection is made; the Web Connector has its .qwc file and password.');

  await eventually(async () => {
    const webhooks = z.array(z.unknown()).parse(await control(storeAddress, 'GET /__sim/webhooks'));
    if (webhooks.length === 0) throw new Error('The shop has no webhooks yet.');
  });
  await control(storeAddress, 'POST /__sim/captured', { ids: CAPTURED });
  await control(storeAddress, 'POST /__sim/orders', { count: ORDERS - CAPTURED.length });
  say(`The shop sold ${ORDERS} orders.`);

  const postings = patient(api);
  const update = () => updateUntilDone(postings, connection, connectorAt(companyAddress, say));
  await allMapped(api, connection.id, storeAddress);
  await update();
  const before = await readBooks(companyAddress);
  say(`${before.length} documents stand in the company file.`);

  await control(storeAddress, 'POST /__sim/redeliver', {});
  await control(storeAddress, 'POST /__sim/deliver', {});
  await update();
  const after = await readBooks(companyAddress);
  say('Everything was delivered a second time.');

  return {
    result: tieOut(await readStore(storeAddress), after, await postings.postings(connection.id)),
    added: after.length - before.length,
    addresses: [
      `product   ${product.url}/api  (Authorization: Bearer ${ADMIN_TOKEN})`,
      `store     ${storeAddress}/__sim/ledger`,
      `company   ${companyAddress}/documents  (POST /run runs an update)`,
      ...product.addresses,
    ],
  };
};

const keyIn = (output: string, what: 'key' | 'secret'): string =>
  new RegExp(`consumer ${what}\\s+(\\S+)`).exec(output)?.[1] ?? '';

/** Every order that was sold has been seen: by webhook, or by the sweep. */
const allMapped = async (api: ProductApi, connectionId: string, store: string): Promise<void> => {
  const sold = (await readStore(store)).filter(
    ({ status, total }) => ['processing', 'completed', 'refunded'].includes(status) && total > 0,
  );
  await eventually(
    async () => {
      const seen = new Set(
        (await api.postings(connectionId)).flatMap(({ source }) =>
          source.type === 'order' ? [source.id] : [],
        ),
      );
      const missing = sold.filter(({ id }) => !seen.has(String(id)));
      if (missing.length > 0)
        throw new Error(`Not seen yet: ${missing.map(({ number }) => number).join(', ')}`);
    },
    { within: PATIENCE_MS, every: 300 },
  );
};

/** The Web Connector, told by its control port to run an update. */
const connectorAt = (company: string, say: (step: string) => void) => ({
  async runUpdate() {
    const report = updateReport.parse(await control(company, 'POST /run', {}));
    say(`Web Connector: ${report.status}`);
    return report;
  },
});

const PATIENCE_MS = 120_000;

/** Of the processes that answer, one may just have ended. */
const patient = (api: ProductApi): Pick<ProductApi, 'postings'> => ({
  postings: (...asked) => eventually(() => api.postings(...asked), { within: PATIENCE_MS }),
});
