import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createConnections,
  createConnectionReader,
  QBWC_OWNER_ID,
  rulesSchema,
} from '@ml-connector/connections';
import { ALL_TOPICS, orderKey, type Envelope, type Topic } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { createEmbeddedEventLog, decodeRecord, documentPositions } from '@ml-connector/event-log';
import { AppError, type Failpoint } from '@ml-connector/kernel';
import { systemRandomness } from '@ml-connector/platform';
import { createPostings, markerOf, postingId, type Posting } from '@ml-connector/postings';
import { createSecretBox, createVault } from '@ml-connector/sealing';
import { openGateway, type GatewayPorts } from '../gateway-ports.js';
import { createCalls } from '../session/create-calls.js';
import { rememberingLogger } from '../soap/soap-fixture.features.js';
import { createQuickBooks, type QuickBooks } from './scripted-quickbooks.features.js';

const KEYS = [{ id: 'k1', key: systemRandomness.bytes(32) }];

/** One process over a data directory: everything that is lost when it ends. */
const start = async (
  directory: string,
  outside: {
    readonly clock: { now: () => number };
    readonly outage: { log: boolean };
    readonly failpoint: Failpoint;
  },
) => {
  const { clock, outage, failpoint } = outside;
  const engine = await openEngine({ directory });
  const store = createEmbeddedDocumentStore(engine);
  const realLog = await createEmbeddedEventLog(engine, {
    positions: documentPositions(store),
    clock,
  });
  await realLog.ensureTopics(ALL_TOPICS);
  const log = {
    ...realLog,
    append: (topic: Topic, records: Parameters<typeof realLog.append>[1]) =>
      outage.log
        ? Promise.reject(new AppError('LOG_UNAVAILABLE', 'The log is away.'))
        : realLog.append(topic, records),
  };
  const randomness = systemRandomness;
  const secretBox = createSecretBox({ keys: KEYS, randomness });
  const vault = createVault({ store, secretBox, clock, randomness });
  const postings = createPostings({ store, log: realLog, clock });
  const { logger, lines } = rememberingLogger();
  const ports: GatewayPorts = {
    store,
    postings,
    connections: createConnectionReader({ store, secretBox, clock }),
    log,
    vault,
    clock,
    randomness,
    failpoint,
    logger,
    sessionIdleMs: 60_000,
  };
  return {
    store,
    log: realLog,
    vault,
    postings,
    lines,
    gateway: openGateway(ports),
    calls: createCalls(openGateway(ports)),
    connections: createConnections({ store, log, secretBox, clock, randomness }),
    stop: async (): Promise<void> => {
      await postings.close();
      await realLog.close();
      await engine.close();
    },
  };
};

/** The gateway on a real embedded store and log, with a scripted QuickBooks and a clock that a test moves. */
export const openWorld = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
  const time = { now: Date.parse('2026-11-24T10:00:00Z') };
  const clock = { now: () => time.now };
  const outage = { log: false };
  const die = { at: null as string | null, nth: 1 };
  /** What a process does that was killed: nothing, ever again. */
  const failpoint: Failpoint = (name) => {
    if (die.at !== name) return;
    die.nth -= 1;
    if (die.nth > 0) return;
    die.at = null;
    world.died?.();
    return new Promise<void>(() => undefined);
  };
  const outside = { clock, outage, failpoint };
  const first = await start(directory, outside);
  const paired = await first.connections.create({
    name: 'Shop',
    store: { url: 'https://shop.example', consumerKey: 'ck', consumerSecret: 'cs' },
    rules: rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' }),
  });
  const { id: connectionId, qbwc } = paired.connection;
  const world = {
    ...first,
    time,
    clock,
    outage,
    die,
    connectionId,
    quickBooks: createQuickBooks(time, { fileId: qbwc.fileId, ownerId: QBWC_OWNER_ID }),
    credentials: { username: qbwc.username, password: paired.qbwcPassword },
    died: null as (() => void) | null,
    /** Another process over the same data: what a restart is. */
    restart: async (): Promise<void> => {
      await world.stop();
      Object.assign(world, await start(directory, outside));
    },
    /** A copy of the data directory, to be put back later. */
    backup: async (): Promise<() => Promise<void>> => {
      const copy = mkdtempSync(join(tmpdir(), 'gateway-backup-'));
      await world.stop();
      cpSync(directory, copy, { recursive: true });
      Object.assign(world, await start(directory, outside));
      return async () => {
        await world.stop();
        rmSync(directory, { recursive: true, force: true });
        cpSync(copy, directory, { recursive: true });
        rmSync(copy, { recursive: true, force: true });
        Object.assign(world, await start(directory, outside));
      };
    },
    events: async (topic: Topic): Promise<readonly Envelope[]> => {
      const events: Envelope[] = [];
      for (const { partition } of await world.log.ends(topic)) {
        for (const record of await world.log.read(topic, partition, 0, 1_000)) {
          events.push(decodeRecord(record) as Envelope);
        }
      }
      return events;
    },
    company: async () => (await world.gateway.companies.get(connectionId))?.value,
    close: async (): Promise<void> => {
      await world.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return world;
};
export type World = Awaited<ReturnType<typeof openWorld>>;

export const invoiceId = (world: World, order: number): string =>
  postingId(world.connectionId, 'invoice', String(order));
export const customerId = (world: World, customer: string): string =>
  postingId(world.connectionId, 'customer', customer);

const planWish = async (
  world: World,
  fields: unknown,
  wish: { object: string; total: number | null; refNumber: string | null; dependsOn: string[] },
) => {
  const keys = await world.vault.keysOf(world.connectionId, ['shopper']);
  const json = JSON.stringify(fields);
  return {
    ...wish,
    request: keys.seal('shopper', json),
    shopper: 'shopper',
    fingerprint: keys.hash(json),
    currency: wish.total === null ? null : 'USD',
    rulesVersion: 1,
    sourceVersion: 'v1',
  };
};

/** A customer that shall be in QuickBooks. */
export const planCustomer = async (
  world: World,
  name: string,
  more: Record<string, unknown> = {},
): Promise<void> => {
  await world.postings.execute({
    postingId: customerId(world, name),
    connectionId: world.connectionId,
    command: {
      type: 'Plan',
      kind: 'customer',
      source: { type: 'customer', id: name, number: name },
      orderId: null,
      key: `${world.connectionId}|customer|${name}`,
      hold: null,
      waitingFor: null,
      adopt: null,
      wish: await planWish(
        world,
        { Name: name, ...more },
        { object: 'Customer', total: null, refNumber: null, dependsOn: [] },
      ),
    },
  });
};

/** An invoice of 10.00 for a customer that is planned too. */
export const planInvoice = async (world: World, order: number, customer: string): Promise<void> => {
  const id = invoiceId(world, order);
  const cust = customerId(world, customer);
  const stands = (await world.postings.get(cust))?.document;
  const fields = {
    CustomerRef: { ListID: { $posting: cust, $take: 'ListID' } },
    RefNumber: String(order),
    Memo: `Order ${order} ${markerOf(id)}`,
    InvoiceLineAdd: [{ Desc: 'Thing', Amount: '10.00' }],
  };
  await world.postings.execute({
    postingId: id,
    connectionId: world.connectionId,
    command: {
      type: 'Plan',
      kind: 'invoice',
      source: { type: 'order', id: String(order), number: String(order) },
      orderId: order,
      key: orderKey(world.connectionId, order),
      hold: null,
      waitingFor: stands ? null : cust,
      adopt: null,
      wish: await planWish(world, fields, {
        object: 'Invoice',
        total: 1000,
        refNumber: String(order),
        dependsOn: [cust],
      }),
    },
  });
};

export interface UpdateResult {
  readonly outcome: string;
  readonly percents: readonly number[];
  readonly noOps: number;
}

export interface UpdateOptions {
  /** Ends the update at once, as a PC does that loses its power: after QuickBooks executed the nth set that writes. */
  readonly loseAnswerOf?: number;
  readonly withHcp?: boolean;
  readonly quickBooks?: QuickBooks;
}

/** One update of a Web Connector, as it runs it. */
export const runUpdate = async (
  world: World,
  options: UpdateOptions = {},
): Promise<UpdateResult> => {
  const dead = new Promise<'dead'>((resolve) => (world.died = () => resolve('dead')));
  const result = await Promise.race([dead, update(world, options)]);
  return result === 'dead' ? { outcome: 'dead', percents: [], noOps: 0 } : result;
};

const update = async (world: World, options: UpdateOptions): Promise<UpdateResult> => {
  const { calls, credentials, time } = world;
  const quickBooks = options.quickBooks ?? world.quickBooks;
  const [ticket = '', verdict = ''] = await calls.authenticate(
    credentials.username,
    credentials.password,
  );
  if (verdict !== '') return { outcome: verdict, percents: [], noOps: 0 };
  const percents: number[] = [];
  let noOps = 0;
  let writes = 0;
  let hcpResponse = options.withHcp === true ? quickBooks.hcp() : '';
  for (;;) {
    const xml = await calls.sendRequestXML({
      ticket,
      hcpResponse,
      companyFileName: quickBooks.file.path,
      country: 'US',
      majorVersion: '16',
      minorVersion: '0',
    });
    hcpResponse = '';
    if (xml === 'NoOp') {
      noOps += 1;
      if (noOps > 40 || (await calls.getLastError(ticket)) !== 'NoOp')
        throw new Error('The gateway waits for ever.');
      time.now += 5_000;
      continue;
    }
    if (xml === '') {
      const says = await calls.getLastError(ticket);
      await calls.closeConnection(ticket);
      return { outcome: says, percents, noOps };
    }
    let response = '';
    let hresult = '';
    time.now += 1_000;
    try {
      response = quickBooks.execute(xml);
    } catch (error) {
      hresult = error instanceof Error ? error.message : '';
    }
    if (/InvoiceAdd|CustomerAdd|CustomerMod/.test(xml)) writes += 1;
    if (writes > 0 && writes === options.loseAnswerOf) return { outcome: 'lost', percents, noOps };
    const percent = await calls.receiveResponseXML({ ticket, response, hresult, message: '' });
    percents.push(percent);
    if (percent < 0) {
      const says = await calls.getLastError(ticket);
      await calls.closeConnection(ticket);
      return { outcome: says, percents, noOps };
    }
    if (percent === 100) return { outcome: await calls.closeConnection(ticket), percents, noOps };
    if (percents.length > 200) throw new Error('The update never ends.');
  }
};

/** Updates until one says that there is nothing to do; every minute one. */
export const settle = async (world: World): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    world.time.now += 61_000;
    const { outcome } = await runUpdate(world);
    outcomes.push(outcome);
    if (outcome === 'dead') await world.restart();
    if (outcome === 'none') break;
  }
  return outcomes;
};

/** How often each invoice stands in the company file, by its number. */
export const invoicesIn = ({ things }: QuickBooks): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { type, fields } of things) {
    const number = fields.find(({ name }) => name === 'RefNumber')?.text ?? '';
    if (type === 'Invoice') counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts;
};

export const stateOf = async (world: World, id: string): Promise<Posting['state'] | undefined> =>
  (await world.postings.get(id))?.state;
