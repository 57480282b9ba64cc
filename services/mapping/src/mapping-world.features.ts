import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCompanyReader } from '@ml-connector/bookkeeping';
import {
  createConnectionReader,
  createConnections,
  rulesSchema,
  type RulesInput,
} from '@ml-connector/connections';
import {
  ALL_TOPICS,
  companyKey,
  customerKey,
  customerObserved,
  type Envelope,
  type EventDefinition,
  listKey,
  listObjectGone,
  listObjectSeen,
  listsMarked,
  listsRead,
  makeEvent,
  orderGone,
  orderKey,
  orderObserved,
  productGone,
  productKey,
  productObserved,
  refundGone,
  refundObserved,
  TOPICS,
} from '@ml-connector/contracts';
import { createEmbeddedDocumentStore, createLeases } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import {
  createEmbeddedEventLog,
  documentPositions,
  encodeEvent,
  type RecordBatch,
} from '@ml-connector/event-log';
import { isoTime, sha256Hex, type Failpoint } from '@ml-connector/kernel';
import { type Logger, systemRandomness } from '@ml-connector/platform';
import { createPostings, type Posting } from '@ml-connector/postings';
import { COMPANY_OWNER, createSecretBox, createVault } from '@ml-connector/sealing';
import { MappingConsumer } from './mapping.consumer.js';
import type { MappingPorts } from './mapping-ports.js';
import { UndecidedSchedule } from './undecided.schedule.js';
import { createWakes } from './wakes.js';

const START = Date.parse('2026-11-24T10:00:00Z');
const captures = join(import.meta.dirname, '../../../test/fixtures/woocommerce/rest');

export type Json = Record<string, unknown>;

/** The order of a capture, e.g. `order-guest_paid`, with changes. */
export const capturedOrder = (name: string, changes: Json = {}): Json => {
  const capture = JSON.parse(readFileSync(join(captures, `${name}.json`), 'utf8')) as {
    body: Json;
  };
  return { ...capture.body, ...changes };
};

export const capturedRefund = (name: string): Json => capturedOrder(name);

const silent: Logger = { info: none, warn: none, error: none, debug: none };
function none(): void {
  // What is told is not what these tests are about.
}

/** Everything that mapping stands on, on a real embedded store and log, with a clock that a test moves. */
export const openWorld = async (rules: Partial<RulesInput> = {}) => {
  const directory = mkdtempSync(join(tmpdir(), 'mapping-'));
  const engine = await openEngine({ directory });
  const store = createEmbeddedDocumentStore(engine);
  const time = { now: START };
  const clock = { now: () => (time.now += 1) };
  const log = createEmbeddedEventLog(engine, { positions: documentPositions(store), clock });
  await log.ensureTopics(ALL_TOPICS);
  const randomness = systemRandomness;
  const secretBox = createSecretBox({
    keys: [{ id: 'k1', key: randomness.bytes(32) }],
    randomness,
  });
  const vault = createVault({ store, secretBox, clock, randomness });
  const connections = createConnections({ store, log, secretBox, clock, randomness });
  const { connection } = await connections.create({
    name: 'Shop',
    store: { url: 'https://shop.example.com', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
    rules: rulesSchema.parse({ goLive: '2020-01-01T00:00:00.000Z', homeCurrency: 'EUR', ...rules }),
  });
  const postings = createPostings({ store, log, clock });
  const faults = new Set<string>();
  const failpoint: Failpoint = (name) => {
    if (faults.delete(name)) throw new Error(`died at ${name}`);
  };
  const wakes = createWakes();
  const ports: MappingPorts = {
    wakes,
    store,
    vault,
    postings,
    clock,
    failpoint,
    logger: silent,
    connections: createConnectionReader({ store, secretBox, clock }),
    company: createCompanyReader({ store, vault }),
  };
  const consumer = new MappingConsumer(ports, wakes);
  const schedule = new UndecidedSchedule(
    ports,
    wakes,
    createLeases({ store, clock, holder: 'this' }),
  );
  const connectionId = connection.id;

  let told = 0;
  const event = <Data>(
    definition: EventDefinition<string, Data>,
    key: string,
    data: Data,
  ): Envelope => {
    told += 1;
    const now = isoTime(time.now);
    return makeEvent(definition, {
      id: `evt-${told}`,
      connectionId,
      key,
      occurredAt: now,
      recordedAt: now,
      correlationId: key,
      causationId: 'test',
      data,
    });
  };
  const batch = (topic: string, events: readonly Envelope[]): RecordBatch => ({
    topic,
    partition: 0,
    records: events.map((one, offset) => ({
      ...encodeEvent(one),
      topic,
      partition: 0,
      offset,
      appendedAt: time.now,
    })),
  });
  const sealed = async (owner: string, json: Json): Promise<string> =>
    (await vault.keysOf(connectionId, [owner])).seal(owner, JSON.stringify(json));

  const orderSeen = async (order: Json, readNumber = 0): Promise<Envelope> => {
    const orderId = Number(order['id']);
    const customerId = Number(order['customer_id']);
    const shopper = customerId > 0 ? `customer-${customerId}` : 'guest-1';
    return event(orderObserved, orderKey(connectionId, orderId), {
      orderId,
      modifiedAt: `${String(order['date_modified_gmt'])}.000Z`,
      readNumber,
      observedBy: readNumber === 0 ? 'webhook' : 'read',
      contentHash: sha256Hex(JSON.stringify(order)),
      shopper,
      payload: await sealed(shopper, order),
    });
  };
  const refundSeen = async (orderId: number, refund: Json, readNumber = 1): Promise<Envelope> =>
    event(refundObserved, orderKey(connectionId, orderId), {
      orderId,
      refundId: Number(refund['id']),
      readNumber,
      contentHash: sha256Hex(JSON.stringify(refund)),
      shopper: 'guest-1',
      payload: await sealed('guest-1', refund),
    });
  const customerSeen = async (customer: Json, readNumber = 0): Promise<Envelope> => {
    const customerId = Number(customer['id']);
    return event(customerObserved, customerKey(connectionId, String(customerId)), {
      customerId,
      modifiedAt: `${String(customer['date_modified_gmt'])}.000Z`,
      readNumber,
      observedBy: 'webhook',
      contentHash: sha256Hex(JSON.stringify(customer)),
      shopper: `customer-${customerId}`,
      payload: await sealed(`customer-${customerId}`, customer),
    });
  };
  const objectSeen = async (retType: string, fields: Json): Promise<Envelope> => {
    const name = retType.replace(/Ret$/, '');
    const list = name.startsWith('Item') ? 'Item' : name;
    const listId = typeof fields['ListID'] === 'string' ? fields['ListID'] : 'preferences';
    return event(listObjectSeen, listKey(connectionId, listId), {
      list: list as 'Item',
      listId,
      retType,
      editSequence: '1',
      isActive: fields['IsActive'] !== 'false',
      payload: await sealed(COMPANY_OWNER, fields),
    });
  };

  const world = {
    connectionId,
    connections,
    ports,
    time,
    faults,
    event,
    orderSeen,
    refundSeen,
    customerSeen,
    /** The shop was asked for a product now and showed these categories; `null`: it has none such. */
    productRead: (productId: number, readNumber: number, ...names: readonly (string | null)[]) => {
      const key = productKey(connectionId, productId);
      if (names.includes(null)) return event(productGone, key, { productId, readNumber });
      const categories = names.map((name, index) => {
        const text = name ?? '';
        return { id: index + 1, name: text, slug: text.toLowerCase() };
      });
      return event(productObserved, key, { productId, readNumber, categories });
    },
    orders: (...events: readonly Envelope[]) => consumer.orders(batch(TOPICS.orders, events)),
    customers: (...events: readonly Envelope[]) =>
      consumer.customers(batch(TOPICS.customers, events)),
    released: (...events: readonly Envelope[]) => consumer.postings(batch(TOPICS.postings, events)),
    orderGone: (orderId: number): Envelope =>
      event(orderGone, orderKey(connectionId, orderId), { orderId, readNumber: 9 }),
    refundGone: (orderId: number, refundId: number): Envelope =>
      event(refundGone, orderKey(connectionId, orderId), { orderId, refundId, readNumber: 9 }),
    /** QuickBooks showed these objects, and the reading is over. */
    lists: async (...objects: readonly (readonly [string, Json])[]) => {
      await world.objects(...objects);
      await world.read(objects.length);
    },
    /** QuickBooks showed these objects; the reading goes on. */
    objects: async (...objects: readonly (readonly [string, Json])[]) => {
      const seen = await Promise.all(objects.map(([type, fields]) => objectSeen(type, fields)));
      await consumer.lists(batch(TOPICS.lists, seen));
    },
    /** A reading is over and was marked; in these partitions of three, all by default. */
    marked: (readUpTo: number, partitions: readonly number[] = [0, 1, 2]) =>
      consumer.lists(
        batch(
          TOPICS.lists,
          partitions.map((partition) =>
            event(listsMarked, companyKey(connectionId), { readUpTo, partition, partitions: 3 }),
          ),
        ),
      ),
    /** The first whole reading is over. */
    read: (objects: number) => {
      const data = { readingId: 'r-1', full: true, objects };
      return consumer.lists(
        batch(TOPICS.lists, [event(listsRead, companyKey(connectionId), data)]),
      );
    },
    objectGone: (list: 'Item' | 'Customer', listId: string) => {
      const gone = event(listObjectGone, listKey(connectionId, listId), { list, listId });
      return consumer.lists(batch(TOPICS.lists, [gone]));
    },
    wakes,
    sweep: async () => {
      time.now += 60_000;
      await schedule.runOnce();
    },
    postings: async (): Promise<readonly Posting[]> => {
      const { items } = await postings.list({ connectionId, limit: 1_000 });
      return items
        .map(({ value }) => value)
        .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    },
    /** `kind number state`, with what it waits for left out. */
    states: async (): Promise<readonly string[]> =>
      (await world.postings())
        .map(({ kind, source, state, reason }) =>
          [kind, source.number, state, reason?.code].filter(Boolean).join(' '),
        )
        .toSorted(),
    request: async (kind: Posting['kind'], number: string): Promise<Json> => {
      const found = (await world.postings()).find(
        (posting) => posting.kind === kind && posting.source.number === number,
      );
      if (!found) throw new Error(`There is no ${kind} ${number}.`);
      const [text] = await vault.open([found.wish.request]);
      return JSON.parse(text ?? '{}') as Json;
    },
    close: async () => {
      await postings.close();
      await log.close();
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return world;
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** The lists of a small US company file with what the captured shop sells. */
export const COMPANY: readonly (readonly [string, Json])[] = [
  [
    'PreferencesRet',
    {
      SalesTaxPreferences: {
        DefaultTaxableSalesTaxCodeRef: { ListID: 'TAX-1', FullName: 'Tax' },
        DefaultNonTaxableSalesTaxCodeRef: { ListID: 'TAX-2', FullName: 'Non' },
      },
    },
  ],
  ...(
    [
      ['Sales', 'Income'],
      ['Shipping and Delivery Income', 'Income'],
      ['Sales Discounts', 'Income'],
      ['Other Income', 'OtherIncome'],
      ['Sales Tax Payable', 'OtherCurrentLiability'],
    ] as const
  ).map(([Name, AccountType], index): readonly [string, Json] => [
    'AccountRet',
    { ListID: `ACC-${index}`, Name, FullName: Name, AccountType },
  ]),
  ['VendorRet', { ListID: 'VEN-1', Name: 'Tax Office', IsSalesTaxAgency: 'true' }],
  ['VendorRet', { ListID: 'VEN-2', Name: 'Ümit Öz' }],
  ['ItemNonInventoryRet', { ListID: 'ITM-1', Name: 'TS-001', FullName: 'TS-001' }],
  [
    'ItemNonInventoryRet',
    { ListID: 'ITM-2', Name: 'Mug without SKU', FullName: 'Mug without SKU' },
  ],
];
