import { QBWC_OWNER_ID, rulesSchema } from '@ml-connector/connections';
import { expect, it } from 'vitest';
import type { WebConnectorCalls } from '../soap/web-connector-calls.js';
import { openWorld, type World } from './gateway-world.features.js';
import { planCustomer, planInvoice } from './planned-postings.features.js';
import { createQuickBooks } from './scripted-quickbooks.features.js';
import { invoicesIn, runUpdate } from './web-connector.features.js';

const SESSIONS = 200;
const RESTART_EVERY = 150;

it('a rolling restart in the middle of 200 sessions loses nothing, because any replica answers any call', async () => {
  const world = await openWorld();
  const replicas = [world.newReplica(), world.newReplica()];
  const gone: (typeof replicas)[number][] = [];
  let called = 0;
  /** Behind a load balancer: each call goes to the next replica, and each of them is replaced in its turn. */
  const anyReplica = (): WebConnectorCalls => {
    called += 1;
    if (called % RESTART_EVERY === 0) {
      const [oldest] = replicas.splice(0, 1, ...replicas.slice(1), world.newReplica());
      replicas.length = 2;
      if (oldest) gone.push(oldest);
    }
    const replica = replicas[called % 2];
    if (!replica) throw new Error('There is no replica.');
    return replica.calls;
  };
  const calls: WebConnectorCalls = {
    serverVersion: () => anyReplica().serverVersion(),
    clientVersion: (version) => anyReplica().clientVersion(version),
    authenticate: (...given) => anyReplica().authenticate(...given),
    sendRequestXML: (request) => anyReplica().sendRequestXML(request),
    receiveResponseXML: (answer) => anyReplica().receiveResponseXML(answer),
    connectionError: (...given) => anyReplica().connectionError(...given),
    getLastError: (ticket) => anyReplica().getLastError(ticket),
    closeConnection: (ticket) => anyReplica().closeConnection(ticket),
    isLive: (ticket) => anyReplica().isLive(ticket),
  };
  const shops = await Promise.all(
    Array.from({ length: SESSIONS }, async () => ({ ...(await openShop(world)), calls })),
  );
  const outcomes = await Promise.all(shops.map((shop) => runUpdate(shop)));
  expect(gone.length).toBeGreaterThan(10);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['OK: 2 posted']));
  expect(shops.filter(({ quickBooks }) => invoicesIn(quickBooks)[1] === 1)).toHaveLength(SESSIONS);
  for (const replica of [...replicas, ...gone]) await replica.close();
  await world.close();
}, 240_000);

/** Another connection with a company file of its own, and an order to post. */
const openShop = async (world: World) => {
  const { connection, qbwcPassword } = await world.connections.create({
    name: 'Shop',
    store: { url: 'https://shop.example', consumerKey: 'ck', consumerSecret: 'cs' },
    rules: rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' }),
  });
  // All of them share one clock: what each waits for itself must not count two hundred times.
  const time = {
    get now() {
      return world.time.now;
    },
    set now(later: number) {
      world.time.now += Math.min(40, later - world.time.now);
    },
  };
  const shop = {
    connectionId: connection.id,
    vault: world.vault,
    postings: world.postings,
    time,
    quickBooks: createQuickBooks(time, {
      fileId: connection.qbwc.fileId,
      ownerId: QBWC_OWNER_ID,
    }),
    credentials: { username: connection.qbwc.username, password: qbwcPassword },
    died: null,
  };
  await planCustomer(shop, 'Ada');
  await planInvoice(shop, 1, 'Ada');
  return shop;
};
