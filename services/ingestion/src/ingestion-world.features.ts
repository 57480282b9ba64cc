import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ConnectionReader,
  type Connections,
  createConnectionReader,
  createConnections,
  rulesSchema,
} from '@ml-connector/connections';
import { ALL_TOPICS, type Envelope, envelopeSchema, type Topic } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore, createLeases } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import {
  createEmbeddedEventLog,
  decodeRecord,
  documentPositions,
  type EventLog,
} from '@ml-connector/event-log';
import { AppError, type Failpoint } from '@ml-connector/kernel';
import { systemRandomness } from '@ml-connector/platform';
import { createSecretBox, createVault } from '@ml-connector/sealing';
import { createLanes } from './reading/lanes.js';
import { createStoreClients } from './reading/store-clients.js';
import { createScriptedShop, type ScriptedShop } from './scripted-shop.features.js';
import type { Signals } from './signals.js';
import type { SweepingPorts } from './sweeping/sweeping-ports.js';

const START = Date.parse('2026-11-24T10:00:00Z');

/** Everything that ingestion stands on, on a real embedded store and log, with a clock and shops that a test moves. */
export const openWorld = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ingestion-'));
  const engine = await openEngine({ directory });
  const store = createEmbeddedDocumentStore(engine);
  const time = { now: START };
  const clock = { now: () => time.now };
  const faults = new Map<string, number>();
  const failpoint: Failpoint = (name) => {
    const left = faults.get(name);
    if (left === undefined) return;
    if (left > 1) faults.set(name, left - 1);
    else {
      faults.delete(name);
      throw new Error(`died at ${name}`);
    }
  };
  const realLog = createEmbeddedEventLog(engine, {
    positions: documentPositions(store),
    clock,
  });
  await realLog.ensureTopics(ALL_TOPICS);
  const outage = { isDown: false };
  const log: EventLog = {
    ...realLog,
    append: (topic, records) =>
      outage.isDown
        ? Promise.reject(new AppError('LOG_UNAVAILABLE', 'The log is down.'))
        : realLog.append(topic, records),
  };
  const randomness = systemRandomness;
  const secretBox = createSecretBox({
    keys: [{ id: 'k1', key: randomness.bytes(32) }],
    randomness,
  });
  const vault = createVault({ store, secretBox, clock, randomness });
  const reader: ConnectionReader = createConnectionReader({ store, secretBox, clock });
  const connections: Connections = createConnections({ store, log, secretBox, clock, randomness });
  const shops = new Map<string, ScriptedShop>();
  const told: { readonly signal: string; readonly with: readonly unknown[] }[] = [];
  const signals = recordingSignals((signal, ...given) => told.push({ signal, with: given }));
  const ports: SweepingPorts = {
    log,
    store,
    vault,
    clock,
    failpoint,
    reader,
    connections,
    signals,
    publicUrl: 'https://books.example.com',
    lanes: createLanes(),
    leases: createLeases({ store, clock, holder: 'this' }),
  };
  const clients = createStoreClients(reader, ({ url }) => {
    const shop = shops.get(url);
    if (!shop) throw new AppError('INPUT_INVALID', 'No such shop.');
    return shop.client;
  });

  const connect = async (name: string, goLive = '2026-11-01T00:00:00.000Z') => {
    const url = `https://${name}.example.com`;
    const shop = createScriptedShop();
    shops.set(url, shop);
    const { connection, webhookSecret } = await connections.create({
      name,
      store: { url, consumerKey: 'ck_1', consumerSecret: 'cs_1' },
      rules: rulesSchema.parse({ goLive }),
    });
    time.now += 2_000;
    return { connection, webhookSecret, shop };
  };

  /** What stands in a topic, in the order of appending within each key. */
  const events = async (topic: Topic): Promise<readonly Envelope<Record<string, unknown>>[]> => {
    const found: Envelope<Record<string, unknown>>[] = [];
    for (const { partition, next } of await realLog.ends(topic))
      for (const record of await realLog.read(topic, partition, 0, Math.max(next, 1)))
        found.push(envelopeSchema.parse(decodeRecord(record)) as Envelope<Record<string, unknown>>);
    return found;
  };

  return {
    directory,
    ports,
    clients,
    connections,
    reader,
    time,
    outage,
    told,
    connect,
    events,
    /** The process dies, in effect, when it comes there for the nth time. */
    dieAt: (name: string, nth = 1) => faults.set(name, nth),
    close: async () => {
      await realLog.close();
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;

const recordingSignals = (tell: (signal: string, ...given: unknown[]) => void): Signals => ({
  delivery: (...given) => tell('delivery', ...given),
  deliveryFailed: (...given) => tell('deliveryFailed', ...given),
  observed: (...given) => tell('observed', ...given),
  unreadable: (...given) => tell('unreadable', ...given),
  webhookMended: (...given) => tell('webhookMended', ...given),
  swept: (...given) => tell('swept', ...given),
  shopFailed: (...given) => tell('shopFailed', ...given),
  workFailed: (...given) => tell('workFailed', ...given),
});
