import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createConnections,
  createConnectionReader,
  QBWC_OWNER_ID,
  rulesSchema,
} from '@ml-connector/connections';
import { ALL_TOPICS, type Envelope, type Topic } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { createEmbeddedEventLog, decodeRecord, documentPositions } from '@ml-connector/event-log';
import { AppError, type Failpoint } from '@ml-connector/kernel';
import { systemRandomness } from '@ml-connector/platform';
import { createPostings } from '@ml-connector/postings';
import { createSecretBox, createVault } from '@ml-connector/sealing';
import { openGateway, type GatewayPorts } from '../gateway-ports.js';
import { createCalls } from '../session/create-calls.js';
import { rememberingLogger } from '../soap/soap-fixture.features.js';
import { silentSignals } from '../watch/gateway-signals.js';
import { createPollWatch } from '../watch/poll-watch.js';
import { createQuickBooks } from './scripted-quickbooks.features.js';

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
  const realLog = createEmbeddedEventLog(engine, {
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
  const polls = createPollWatch({ store, clock });
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
    signals: silentSignals,
    polls,
    guessBrake: { hold: () => Promise.resolve() },
    sessionIdleMs: 60_000,
  };
  return {
    store,
    log: realLog,
    vault,
    postings,
    polls,
    lines,
    /** Another process of the gateway over the same store: nothing in its memory is shared. */
    newReplica: () => {
      const own = createPostings({ store, log: realLog, clock });
      const calls = createCalls(
        openGateway({
          ...ports,
          postings: own,
          vault: createVault({ store, secretBox, clock, randomness }),
          connections: createConnectionReader({ store, secretBox, clock }),
        }),
      );
      return { calls, close: () => own.close() };
    },
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
  /** `until`: it goes on then, as a process does that stood still; null: never. */
  const die = { at: null as string | null, nth: 1, until: null as Promise<void> | null };
  /** What a process does that was killed: nothing, ever again. */
  const failpoint: Failpoint = (name) => {
    if (die.at !== name) return;
    die.nth -= 1;
    if (die.nth > 0) return;
    die.at = null;
    world.died?.();
    return die.until ?? new Promise<void>(() => undefined);
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
