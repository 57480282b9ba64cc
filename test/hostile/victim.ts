import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { ADMIN_TOKEN, ENCRYPTION_KEYS } from '../harness/product-process.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import { login, resultsIn } from './soap-message.js';
import { speak } from './speak.js';

/** A product that is attacked, and what it must neither lose nor tell. */
export interface Victim {
  readonly world: World;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Of a session that is under way. */
  readonly ticket: string;
  /** Texts that must stand in no log and no answer. */
  readonly canaries: readonly string[];
  /** Of everything that it stores. */
  readonly stored: () => string;
  /** Resident memory in MB. */
  readonly memory: () => number;
  readonly log: () => string;
  /** An address that messages name and nobody should call, and how often somebody did. */
  readonly lure: { readonly url: string; readonly calls: () => number };
}

export const startVictim = async (): Promise<Victim> => {
  const world = await startWorld({ environment: { ML_LOG_LEVEL: 'info' } });
  const { username, password } = onlyShop(world).connection.qbwc;
  const { port, pid } = world.product();
  const reply = await speak(port, { body: login(username, password) });
  const [ticket = ''] = resultsIn(reply.text);
  const victim: Victim = {
    world,
    port,
    user: username,
    password,
    ticket,
    canaries: [password, ticket, ADMIN_TOKEN, ENCRYPTION_KEYS, 'canary-7f3a'],
    stored: () => hashOf(world.dataDirectory),
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    log: () => world.product().output(),
    lure: await openLure(),
  };
  await untilQuiet(victim);
  return victim;
};

const openLure = async (): Promise<Victim['lure']> => {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return { url: `http://127.0.0.1:${address.port}/`, calls: () => calls };
};

const TABLE = /^\w+$/;

const hashOf = (dataDirectory: string): string => {
  const database = new DatabaseSync(join(dataDirectory, 'ml-connector.sqlite'), { readOnly: true });
  const hash = createHash('sha256');
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all()
      .map(({ name }) => String(name))
      // How often something was settled, and that somebody knocked, is no state of the product.
      .filter((name) => TABLE.test(name) && name !== 'engine_settlings' && !/polls/.test(name));
    for (const table of tables) {
      for (const row of database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).iterate()) {
        hash.update(JSON.stringify(Object.values(row).map(asText)));
      }
    }
  } finally {
    database.close();
  }
  return hash.digest('hex');
};

const asText = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value);

/** Nothing goes on in the background any more. */
export const untilQuiet = async ({ stored }: Pick<Victim, 'stored'>): Promise<void> => {
  let before = stored();
  for (let equal = 0; equal < 3;) {
    await sleep(300);
    const now = stored();
    equal = now === before ? equal + 1 : 0;
    before = now;
  }
};
