import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import type { Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import {
  companyRoutes,
  startControlServer,
  type ControlServer,
} from '../simulators/company/index.js';

const COMMAND = join(WORKSPACE_ROOT, 'test/dist/harness/check-books/main.js');

let world: World;
let shop: Shop;
let books: ControlServer;
beforeAll(async () => {
  world = await startWorld();
  shop = onlyShop(world);
  books = await startControlServer(
    companyRoutes(() => shop.company),
    0,
  );
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
  await updateUntilDone(world.api, shop, shop.connector);
});
afterAll(async () => {
  await books.close();
  await world.close();
});

/** Not at once: the command asks the simulators, which live in this process. */
const run = (...parameters: readonly string[]): Promise<{ code: number | null; text: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...parameters]);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('close', (code) => resolve({ code, text }));
  });
const check = () =>
  run(
    '--store',
    shop.store.address,
    '--company',
    `http://127.0.0.1:${books.port}`,
    '--data',
    world.dataDirectory,
  );

describe('npm run check-books', () => {
  it('finds nothing in books that equal the shop and the log', async () => {
    expect(await check()).toEqual({ code: 0, text: 'lost 0, double 0, cents 0\n' });
  });

  it('names what a person changed behind the back of all three, and ends with 1', async () => {
    const [one] = shop.company.inspect.documents('Invoice');
    shop.company.person.editDocument(one?.txnId ?? '', { line: { index: 0, amountCents: 1 } });
    const { code, text } = await check();
    expect([code, text]).toEqual([1, expect.stringMatching(/cents -?[1-9]/)]);
  });

  it('says how it is called, and ends with 2', async () => {
    expect(await run('--store', 'x')).toEqual({ code: 2, text: expect.stringContaining('--data') });
  });
});
