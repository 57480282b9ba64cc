import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvent, TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore, type DocumentStore } from '@ml-connector/document-store';
import { type EmbeddedEngine, openEngine } from '@ml-connector/embedded';
import { decodeRecord, type NewRecord } from '@ml-connector/event-log';
import { AppError } from '@ml-connector/kernel';
import { createSecretBox } from '@ml-connector/sealing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONNECTION_EVENTS, type ConnectionEvent } from './connection-event.js';
import { CONNECTIONS } from './connection-document.js';
import type { Connections, CreatedConnection } from './connections.js';
import type { ConnectionReader } from './connection.js';
import { createConnectionReader } from './create-connection-reader.js';
import { createConnections } from './create-connections.js';
import { dailyCapsOf } from './daily-caps.js';
import { type ConnectionState, evolveConnection } from './evolve-connection.js';
import { completeRules, rulesInputSchema } from './rules.js';
import { readRulesVersion } from './rules-version.js';

const HOUR = 3_600_000;
const randomness = { bytes: (count: number): Uint8Array => randomBytes(count) };
const secretBox = createSecretBox({ keys: [{ id: 'm1', key: randomBytes(32) }], randomness });
const credentials = {
  url: 'https://shop.example',
  consumerKey: 'ck_1',
  consumerSecret: 'cs_1',
};

const rules = completeRules(rulesInputSchema.parse({}), '2026-03-01T12:00:00.000Z');

let directory: string;
let engine: EmbeddedEngine;
let store: DocumentStore;
let appended: NewRecord[];
let isLogDown: boolean;
let now: number;
let connections: Connections;

const clock = { now: (): number => now };
const log = {
  append: async (topic: string, records: readonly NewRecord[]) => {
    if (isLogDown) throw new AppError('LOG_UNAVAILABLE', 'The log is down.');
    expect(topic).toBe(TOPICS.connections);
    appended.push(...records);
    return records.map((_, offset) => ({ partition: 0, offset }));
  },
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'connections-'));
  engine = await openEngine({ directory });
  store = createEmbeddedDocumentStore(engine);
  appended = [];
  isLogDown = false;
  now = Date.parse('2026-03-01T12:00:00.000Z');
  connections = createConnections({ store, log, secretBox, clock, randomness });
});

afterEach(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

const create = (): Promise<CreatedConnection> =>
  connections.create({ name: 'Shop', store: credentials, rules });

/** A reader that has read nothing yet. */
const freshReader = (): ConnectionReader => createConnectionReader({ store, secretBox, clock });

const told = (): readonly ConnectionEvent[] =>
  appended.flatMap((record) => readEvent(CONNECTION_EVENTS, decodeRecord(record)) ?? []);

describe('a new connection', () => {
  it('opens its secrets to those who ask by name, and is public without them', async () => {
    const { connection, webhookSecret, qbwcPassword } = await create();
    const reader = freshReader();
    expect(await reader.storeCredentials(connection.id)).toEqual(credentials);
    expect(await reader.webhookSecrets(connection.id)).toEqual([webhookSecret]);
    expect(await reader.login(connection.qbwc.username, qbwcPassword)).toEqual(connection);
    expect(Object.keys(connection)).not.toContain('secrets');
  });

  it('leaves no secret in clear in its document or in the log', async () => {
    const { connection, webhookSecret, qbwcPassword } = await create();
    const document = await store.collection(CONNECTIONS).get(connection.id);
    const written = JSON.stringify([document, told()]);
    for (const secret of [webhookSecret, qbwcPassword, 'ck_1', 'cs_1'])
      expect(written).not.toContain(secret);
  });

  it('tells its events in order with the key and ids of the connection', async () => {
    const { connection } = await create();
    expect(told().map((event) => [event.type, event.id, event.key])).toEqual([
      ['ConnectionCreated', `${connection.id}:1`, connection.id],
      ['RulesChanged', `${connection.id}:2`, connection.id],
    ]);
  });

  it('keeps each version of its rules', async () => {
    const { connection } = await create();
    await connections.putRules(connection.id, {
      rules: { ...rules, guests: 'shared' },
      expectedVersion: 1,
    });
    expect(await readRulesVersion(store, connection.id, 1)).toEqual(rules);
    expect((await readRulesVersion(store, connection.id, 2))?.guests).toBe('shared');
    expect(await readRulesVersion(store, connection.id, 3)).toBeNull();
  });
});

describe('a change', () => {
  it('is known at once to a reader that keeps nothing', async () => {
    const { connection } = await create();
    const reader = createConnectionReader({ store, secretBox, clock, cachedMs: 0 });
    expect((await reader.get(connection.id))?.name).toBe('Shop');
    await connections.change(connection.id, { name: 'Other' });
    expect((await reader.get(connection.id))?.name).toBe('Other');
  });

  it('is known to a reader within a second', async () => {
    const { connection } = await create();
    const reader = freshReader();
    expect((await reader.get(connection.id))?.name).toBe('Shop');
    await connections.change(connection.id, { name: 'Other' });
    now += 1_000;
    expect((await reader.get(connection.id))?.name).toBe('Other');
    expect((await reader.active()).map((active) => active.name)).toEqual(['Other']);
  });

  it('of rules is refused when it was made from an older version', async () => {
    const { connection } = await create();
    const change = { rules: { ...rules, numberPrefix: 'W' }, expectedVersion: 1 };
    expect((await connections.putRules(connection.id, change)).outcome).toBe('changed');
    expect(await connections.putRules(connection.id, change)).toEqual({
      outcome: 'version-differs',
      version: 2,
    });
  });

  it('of rules by two people at once is made by one of them', async () => {
    const { connection } = await create();
    const outcomes = await Promise.all(
      ['A', 'B', 'C', 'D'].map((numberPrefix) =>
        connections.putRules(connection.id, {
          rules: { ...rules, numberPrefix },
          expectedVersion: 1,
        }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'version-differs')).toHaveLength(3);
  });

  it('of one part of the store leaves the others', async () => {
    const { connection } = await create();
    await connections.change(connection.id, { store: { consumerSecret: 'cs_2' } });
    await connections.change(connection.id, { store: { url: 'https://moved.example' } });
    expect(await freshReader().storeCredentials(connection.id)).toEqual({
      url: 'https://moved.example',
      consumerKey: 'ck_1',
      consumerSecret: 'cs_2',
    });
    expect(told().map((event) => event.type)).toEqual([
      'ConnectionCreated',
      'RulesChanged',
      'SecretRotated',
      'ConnectionChanged',
    ]);
  });

  it('of the least interval is told once, and taken back', async () => {
    const { connection } = await create();
    const { id } = connection;
    for (const minimumIntervalSeconds of [null, 900, 900]) {
      await connections.change(id, { minimumIntervalSeconds });
    }
    await connections.change(id, { name: 'Other' });
    expect((await freshReader().get(id))?.minimumIntervalSeconds).toBe(900);
    await connections.change(id, { minimumIntervalSeconds: null });
    expect(await store.collection(CONNECTIONS).get(id)).not.toHaveProperty(
      'value.minimumIntervalSeconds',
    );
    expect(
      told().flatMap(({ type, data }) => (type === 'ConnectionChanged' ? [data] : [])),
    ).toMatchObject([
      { minimumIntervalSeconds: 900 },
      { name: 'Other' },
      { minimumIntervalSeconds: null },
    ]);
  });

  it('of a cap of the day is told once, and leaves the other cap', async () => {
    const { connection } = await create();
    const { id } = connection;
    expect(dailyCapsOf(connection)).toEqual({ customers: 500, documents: 5_000 });
    await connections.change(id, { dailyCaps: { customers: 500 } });
    await connections.change(id, { dailyCaps: { documents: null } });
    await connections.change(id, { dailyCaps: { documents: null } });
    await connections.change(id, { name: 'Other' });
    const read = await freshReader().get(id);
    expect(read && dailyCapsOf(read)).toEqual({ customers: 500, documents: null });
    await connections.change(id, { dailyCaps: { customers: 7, documents: 5_000 } });
    expect(
      told().flatMap(({ type, data }) => (type === 'ConnectionChanged' ? [data] : [])),
    ).toMatchObject([
      { dailyCaps: { customers: 500, documents: null } },
      { name: 'Other' },
      { dailyCaps: { customers: 7, documents: 5_000 } },
    ]);
  });

  it('of the fence is told once, and taken back', async () => {
    const { connection } = await create();
    const { id } = connection;
    expect(connection.fence).toBeUndefined();
    await connections.change(id, { fence: 'on' });
    await connections.change(id, { fence: 'off' });
    await connections.change(id, { fence: 'off' });
    expect((await freshReader().get(id))?.fence).toBe('off');
    await connections.change(id, { name: 'Other' });
    expect((await connections.get(id))?.fence).toBe('off');
    await connections.change(id, { fence: 'on' });
    expect((await connections.get(id))?.fence).toBe('on');
    const changes = told().filter(({ type }) => type === 'ConnectionChanged');
    expect(changes.map(({ data }) => data)).toMatchObject([
      { fence: 'off' },
      { name: 'Other' },
      { fence: 'on' },
    ]);
  });

  it('to what is so already writes nothing', async () => {
    const { connection } = await create();
    const outcomes = [
      await connections.change(connection.id, { name: 'Shop', store: credentials }),
      await connections.putRules(connection.id, { rules, expectedVersion: 1 }),
      await connections.learnStoreFacts(connection.id, connection.facts),
    ];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(told()).toHaveLength(2);
  });

  it('of a connection that does not exist is told apart from one that is retired', async () => {
    const { connection } = await create();
    expect((await connections.retire(connection.id)).outcome).toBe('changed');
    expect(await connections.change(connection.id, { name: 'X' })).toEqual({ outcome: 'retired' });
    expect(await connections.retire(connection.id)).toEqual({ outcome: 'retired' });
    expect(await connections.change('con-nobody', { name: 'X' })).toEqual({ outcome: 'missing' });
  });
});

describe('a rotated secret', () => {
  it('of the webhook counts beside the one before for 24 hours', async () => {
    const { connection, webhookSecret } = await create();
    const rotated = await connections.rotate(connection.id, { what: 'webhook' });
    const secret = 'secret' in rotated ? rotated.secret : null;
    expect(await freshReader().webhookSecrets(connection.id)).toEqual([secret, webhookSecret]);
    now += 24 * HOUR;
    expect(await freshReader().webhookSecrets(connection.id)).toEqual([secret]);
  });

  it('of the Web Connector lets both passwords in for 24 hours', async () => {
    const { connection, qbwcPassword } = await create();
    const rotated = await connections.rotate(connection.id, { what: 'qbwc' });
    const password = 'secret' in rotated ? (rotated.secret ?? '') : '';
    const login = (candidate: string) => freshReader().login(connection.qbwc.username, candidate);
    expect((await login(qbwcPassword))?.id).toBe(connection.id);
    expect((await login(password))?.id).toBe(connection.id);
    now += 24 * HOUR;
    expect(await login(qbwcPassword)).toBeNull();
    expect((await login(password))?.id).toBe(connection.id);
  });

  it('never leaves more than three that count', async () => {
    const { connection } = await create();
    for (let times = 0; times < 5; times += 1)
      await connections.rotate(connection.id, { what: 'webhook' });
    expect(await freshReader().webhookSecrets(connection.id)).toHaveLength(3);
  });

  it('of the store is the one that was given', async () => {
    const { connection } = await create();
    const store2 = { consumerKey: 'ck_9', consumerSecret: 'cs_9' };
    await connections.rotate(connection.id, { what: 'store', store: store2 });
    expect(await freshReader().storeCredentials(connection.id)).toEqual({
      ...store2,
      url: credentials.url,
    });
  });

  it('of the file id changes it and nothing else of the identity', async () => {
    const { connection } = await create();
    const rotated = await connections.rotate(connection.id, { what: 'fileId' });
    const qbwc = 'connection' in rotated ? rotated.connection.qbwc : null;
    expect(qbwc?.fileId).not.toBe(connection.qbwc.fileId);
    expect(qbwc).toMatchObject({
      username: connection.qbwc.username,
      appName: connection.qbwc.appName,
    });
  });
});

describe('a login', () => {
  it.each(['', 'ml-', 'ml-con-nobody', 'someone', "ml-' or 1=1"])(
    'with the user name %j is refused',
    async (username) => {
      const { qbwcPassword } = await create();
      expect(await freshReader().login(username, qbwcPassword)).toBeNull();
    },
  );

  it.each(['', 'wrong', '\u0000'])('with the password %j is refused', async (password) => {
    const { connection } = await create();
    expect(await freshReader().login(connection.qbwc.username, password)).toBeNull();
  });

  it('T2: compares as often for a user who does not exist as for a wrong or a right password', async () => {
    const { connection, qbwcPassword } = await create();
    let compared = 0;
    const counting = {
      ...secretBox,
      matchesPassword: (...given: Parameters<typeof secretBox.matchesPassword>) => {
        compared += 1;
        return secretBox.matchesPassword(...given);
      },
    };
    const counts: number[] = [];
    for (const [user, password] of [
      ['ml-con-nobody', qbwcPassword],
      [connection.qbwc.username, 'wrong'],
      [connection.qbwc.username, qbwcPassword],
    ] as const) {
      compared = 0;
      await createConnectionReader({ store, secretBox: counting, clock }).login(user, password);
      counts.push(compared);
    }
    expect(counts).toEqual([3, 3, 3]);
  });

  it('T9: ten thousand at once are let in, for less than half a millisecond of CPU each', async () => {
    const { connection, qbwcPassword } = await create();
    const reader = freshReader();
    const before = process.cpuUsage();
    const logins = await Promise.all(
      Array.from({ length: 10_000 }, () => reader.login(connection.qbwc.username, qbwcPassword)),
    );
    const { user, system } = process.cpuUsage(before);
    expect(logins.every((login) => login?.id === connection.id)).toBe(true);
    expect((user + system) / 1_000).toBeLessThan(5_000);
  });

  it('never lets one connection in with the password of another', async () => {
    const [one, other] = [await create(), await create()];
    expect(await freshReader().login(one.connection.qbwc.username, other.qbwcPassword)).toBeNull();
  });

  it('is refused once the connection is retired', async () => {
    const { connection, qbwcPassword } = await create();
    await connections.retire(connection.id);
    const reader = freshReader();
    expect(await reader.login(connection.qbwc.username, qbwcPassword)).toBeNull();
    expect(await reader.webhookSecrets(connection.id)).toEqual([]);
    expect(await reader.storeCredentials(connection.id)).toBeNull();
    expect(await reader.active()).toEqual([]);
  });
});

describe('while the log is down', () => {
  it('a change holds, and its events follow later in order', async () => {
    isLogDown = true;
    const { connection } = await create();
    await connections.change(connection.id, { name: 'Other' });
    await expect(connections.relayPending()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect((await freshReader().get(connection.id))?.name).toBe('Other');
    isLogDown = false;
    expect(await connections.relayPending()).toBe(3);
    expect(await connections.relayPending()).toBe(0);
    expect(told().map((event) => event.id)).toEqual([1, 2, 3].map((n) => `${connection.id}:${n}`));
  });
});

describe('the events of a connection', () => {
  it('fold to what the document says, whatever happened in between', async () => {
    const { connection } = await create();
    const { id } = connection;
    await connections.learnStoreFacts(id, {
      currency: 'EUR',
      timeZone: 'Europe/Vienna',
      pricesIncludeTax: true,
    });
    await connections.putRules(id, { rules: { ...rules, guests: 'shared' }, expectedVersion: 1 });
    await connections.rotate(id, { what: 'qbwc' });
    await connections.recordVerb(id, { verb: 'retry', subject: 'inv-1', who: 'admin', why: null });
    await connections.change(id, { name: 'Other' });
    await connections.change(id, { fence: 'off' });
    await connections.retire(id);
    const { qbwc: _identity, ...live } = (await connections.get(id)) ?? connection;
    expect(told().reduce<ConnectionState | null>(evolveConnection, null)).toEqual(live);
  });
});

describe('a list of connections', () => {
  it('comes in pages, oldest first, by state', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      now += 1_000;
      ids.push((await create()).connection.id);
    }
    await connections.retire(ids[1] ?? '');
    const first = await connections.list({ limit: 3 });
    const second = await connections.list({ limit: 3, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids);
    expect(second.next).toBeNull();
    const retired = await connections.list({ state: 'retired', limit: 3 });
    expect(retired.items.map((item) => item.id)).toEqual([ids[1]]);
  });
});
