import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  companyLists,
  companyObjectId,
  companyObjectOf,
  customerSnapshotId,
  customerSnapshots,
  figuresOfOrder,
  foldCustomer,
  foldOrder,
  foldProduct,
  orderSnapshotId,
  orderSnapshots,
  productSnapshotId,
  productSnapshots,
  readQbJson,
  unknownCustomer,
  unknownOrder,
  unknownProduct,
} from '@ml-connector/bookkeeping';
import {
  ALL_TOPICS,
  customerKey,
  customerObserved,
  type EventOf,
  listKey,
  listObjectGone,
  listObjectSeen,
  makeEvent,
  orderKey,
  orderObserved,
  productGone,
  productKey,
  productObserved,
  TOPICS,
} from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { openPorts, type Ports, settingsFrom } from '@ml-connector/platform';
import { parseOrder } from '@ml-connector/woocommerce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { companyProjection } from './company-projection.js';
import { customerProjection } from './customer-projection.js';
import { orderProjection } from './order-projection.js';
import { productProjection } from './product-projection.js';
import { rebuild } from './rebuild.js';
import type { ReplayRequest } from './replay-job.js';
import { selectionOf } from './selection.js';
import { together } from './together.js';

const CONNECTION = 'con-1';
const silent = { info() {}, warn() {}, error() {}, debug() {} };

let directory: string;
let ports: Ports;
let close: () => Promise<void>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rebuild-'));
  const secrets = () => ({ adminToken: 'x'.repeat(20), encryptionKeys: KEYS });
  const opened = await openPorts(settingsFrom({ ML_DATA_DIR: directory }, secrets), silent);
  ({ ports } = opened);
  close = opened.closePorts;
  await ports.log.ensureTopics(ALL_TOPICS);
});

afterEach(async () => {
  await close();
  rmSync(directory, { recursive: true, force: true });
});

const KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

const captured = (
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../../../../test/fixtures/woocommerce/rest/order-guest_paid.json'),
      'utf8',
    ),
  ) as { body: object }
).body;

const about = (key: string, id: string) => ({
  id,
  connectionId: CONNECTION,
  key,
  occurredAt: '2026-11-24T10:00:00.000Z',
  recordedAt: '2026-11-24T10:00:00.000Z',
  correlationId: key,
  causationId: 'test',
});

/** An order as ingestion tells it, and as mapping keeps it. */
const tellOrder = async (orderId: number, keep = true) => {
  const order = { ...captured, id: orderId };
  const keys = await ports.vault.keysOf(CONNECTION, ['guest-1']);
  const event = makeEvent(orderObserved, {
    ...about(orderKey(CONNECTION, orderId), `e${orderId}`),
    data: {
      orderId,
      modifiedAt: '2026-11-24T09:00:00.000Z',
      readNumber: 1,
      observedBy: 'sweep' as const,
      contentHash: `h${orderId}`,
      shopper: 'guest-1',
      payload: keys.seal('guest-1', JSON.stringify(order)),
    },
  });
  await publishEvents(ports.log, TOPICS.orders, [event, event]);
  const keepIt = () => keepOrder(event, order);
  if (keep) await keepIt();
  return keepIt;
};

const keepOrder = async (event: EventOf<typeof orderObserved>, order: object) => {
  const { orderId } = event.data;
  const figures = figuresOfOrder(parseOrder(order));
  const fact = { type: 'OrderObserved', data: event.data, figures } as const;
  await ports.store
    .collection(orderSnapshots)
    .insert(
      orderSnapshotId(CONNECTION, orderId),
      foldOrder(unknownOrder(CONNECTION, orderId), fact),
    );
};

const run = (request: Partial<ReplayRequest> = {}) => {
  const { store, vault, log } = ports;
  const whole: ReplayRequest = {
    mode: 'rebuild',
    topic: null,
    offsets: null,
    from: null,
    connectionId: null,
    orderIds: null,
    dryRun: true,
    ...request,
  };
  const projections = [
    together(orderProjection({ store, vault }), productProjection(store)),
    customerProjection(store),
    companyProjection({ store, vault }),
  ];
  const done = async () => undefined;
  return rebuild({ log, projections, sleep: done }, selectionOf(log, whole), done);
};

describe('a rebuild', () => {
  it('finds orders as they are kept, figures included, though events stand twice', async () => {
    for (let id = 1; id <= 20; id += 1) await tellOrder(id);
    expect(await run()).toEqual({ events: 40, equal: 20, differences: [] });
  });

  it('names an order that is not kept, and one that is kept otherwise', async () => {
    await tellOrder(1);
    await tellOrder(2, false);
    const collection = ports.store.collection(orderSnapshots);
    const stored = await collection.get(orderSnapshotId(CONNECTION, 1));
    if (stored)
      await collection.replace(stored.id, stored.version, { ...stored.value, isGone: true });
    expect((await run()).differences.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { projection: 'orders', id: 'con-1|1', what: 'differs', fields: ['isGone'] },
      { projection: 'orders', id: 'con-1|2', what: 'missing', fields: [] },
    ]);
  });

  it('finds the same after a shopper was erased', async () => {
    await tellOrder(1);
    await ports.vault.erase(CONNECTION, 'guest-1');
    expect(await run()).toMatchObject({ equal: 1, differences: [] });
  });

  it('sets aside a key with an event that cannot be read, as it is live', async () => {
    await tellOrder(1);
    const key = orderKey(CONNECTION, 2);
    const value = new TextEncoder().encode('no event');
    await ports.log.append(TOPICS.orders, [{ key, value, headers: {} }]);
    await tellOrder(2, false);
    expect(await run()).toMatchObject({ equal: 1, differences: [] });
  });

  it('with a beginning compares what was told from there on, folded from the first', async () => {
    for (let id = 1; id <= 5; id += 1) await tellOrder(id);
    const from = new Date(Date.now() + 60_000).toISOString();
    expect(await run({ from })).toMatchObject({ equal: 0, differences: [] });
    expect(await run({ connectionId: CONNECTION, orderIds: [3] })).toMatchObject({ equal: 1 });
    expect(await run({ connectionId: 'con-2' })).toMatchObject({ events: 0 });
  });

  it('waits for what is folded a moment later', async () => {
    const keepIt = await tellOrder(1, false);
    let naps = 0;
    const { store, vault, log } = ports;
    const projections = [orderProjection({ store, vault })];
    const request = { connectionId: null, orderIds: null, topic: null, offsets: null, from: null };
    const selection = selectionOf(log, { ...request, mode: 'rebuild', dryRun: true });
    const nap = async () => {
      naps += 1;
      if (naps === 2) await keepIt();
    };
    const rebuilt = await rebuild(
      { log, projections, sleep: nap },
      selection,
      async () => undefined,
    );
    expect(rebuilt).toMatchObject({ equal: 1 });
    expect(naps).toBe(2);
  });

  it('finds in which categories products were, beside the orders of one reading', async () => {
    await tellOrder(1);
    const readAt = (at: string, id: string) => ({
      ...about(productKey(CONNECTION, 1), id),
      occurredAt: `2026-11-24T${at}:00.000Z`,
    });
    const categories = [{ id: 15, name: 'Sale', slug: 'sale' }];
    const told = [
      makeEvent(productObserved, {
        ...readAt('10:00', 'p1'),
        data: { productId: 1, readNumber: 1, categories },
      }),
      makeEvent(productGone, { ...readAt('11:00', 'p2'), data: { productId: 1, readNumber: 2 } }),
    ];
    await publishEvents(ports.log, TOPICS.orders, [...told, ...told]);
    const snapshots = ports.store.collection(productSnapshots);
    const id = productSnapshotId(CONNECTION, 1);
    const [first] = told;
    if (!first) throw new Error('Nothing was told.');
    await snapshots.insert(id, foldProduct(unknownProduct(CONNECTION, 1), first));
    expect(await run()).toMatchObject({
      events: 6,
      equal: 1,
      differences: [
        { projection: 'products', id, what: 'differs', fields: ['readNumber', 'told'] },
      ],
    });
    const stored = await snapshots.get(id);
    const whole = told.reduce(foldProduct, unknownProduct(CONNECTION, 1));
    if (stored) await snapshots.replace(id, stored.version, whole);
    expect(await run()).toEqual({ events: 6, equal: 2, differences: [] });
  });

  it('finds customers and the mirror of the company file as they are kept', async () => {
    const keys = await ports.vault.keysOf(CONNECTION, ['customer-7', 'company']);
    const told = makeEvent(customerObserved, {
      ...about(customerKey(CONNECTION, '7'), 'c7'),
      data: {
        customerId: 7,
        modifiedAt: '2026-11-24T09:00:00.000Z',
        readNumber: 1,
        observedBy: 'sweep' as const,
        contentHash: 'h',
        shopper: 'customer-7',
        payload: keys.seal('customer-7', '{}'),
      },
    });
    await publishEvents(ports.log, TOPICS.customers, [told]);
    await ports.store
      .collection(customerSnapshots)
      .insert(
        customerSnapshotId(CONNECTION, 7),
        foldCustomer(unknownCustomer(CONNECTION, 7), told),
      );
    const fields = '{"Name":"Sales","FullName":"Sales"}';
    const seen = (listId: string) =>
      makeEvent(listObjectSeen, {
        ...about(listKey(CONNECTION, listId), `l${listId}`),
        data: {
          list: 'Account' as const,
          listId,
          retType: 'AccountRet',
          editSequence: '1',
          isActive: true,
          payload: keys.seal('company', fields),
        },
      });
    const account = seen('A-1');
    const deleted = makeEvent(listObjectGone, {
      ...about(listKey(CONNECTION, 'A-2'), 'g2'),
      data: { list: 'Account', listId: 'A-2' },
    });
    await publishEvents(ports.log, TOPICS.lists, [account, seen('A-2'), deleted]);
    await ports.store.collection(companyLists).insert(
      companyObjectId(CONNECTION, 'Account', 'A-1'),
      companyObjectOf(account, readQbJson(fields), (content) => keys.hash(content)),
    );
    expect(await run()).toMatchObject({ equal: 3, differences: [] });
  });
});
