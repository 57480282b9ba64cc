import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The test plays somebody who changes the file behind the product's back.
// oxlint-disable-next-line no-restricted-imports
import { DatabaseSync } from 'node:sqlite';
import { createConnections, rulesSchema } from '@ml-connector/connections';
import {
  customerGone,
  customerKey,
  makeEvent,
  orderGone,
  orderKey,
  TOPICS,
} from '@ml-connector/contracts';
import { type LogRecord, partitionForKey, publishEvents, REWINDS } from '@ml-connector/event-log';
import { noFailpoints } from '@ml-connector/kernel';
import { type RunningService, runService } from '@ml-connector/platform';
import { createPostings, postingId, type PlanPosting } from '@ml-connector/postings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AUDIT_RECORDS } from './chain/audit-record.js';
import { chainBatch } from './chain/chain-batch.js';
import { newestCheckpoint, signHeads } from './chain/sign-heads.js';
import { audit } from './index.js';

const PATIENCE = { timeout: 10_000, interval: 20 };
const TOKEN = 'a-token-for-the-test';

let directory: string;
let running: RunningService;

const start = async () => {
  running = await runService('audit', [audit], {
    ML_DATA_DIR: directory,
    ML_PORT: '0',
    ML_ADMIN_TOKEN: TOKEN,
    ML_LOG_LEVEL: 'silent',
  });
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'audit-'));
  await start();
});

afterEach(async () => {
  await running.close();
  rmSync(directory, { recursive: true, force: true });
});

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

const call = async (
  path: string,
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> => {
  const answer = await fetch(`http://127.0.0.1:${running.port}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
};

const replay = (body: unknown) =>
  call('/api/replays', { method: 'POST', body: JSON.stringify(body) });

/** The job when it has come to its end. */
const ended = async (answer: Answer): Promise<Record<string, unknown>> => {
  const location = answer.headers.get('location') ?? '';
  return vi.waitFor(async () => {
    const { body } = await call(location);
    expect(['done', 'failed']).toContain(body['state']);
    return body;
  }, PATIENCE);
};

const gone = (orderId: number, connectionId = 'con-1') =>
  makeEvent(orderGone, {
    id: `e-${connectionId}-${orderId}`,
    connectionId,
    key: orderKey(connectionId, orderId),
    occurredAt: '2026-11-24T10:00:00.000Z',
    recordedAt: '2026-11-24T10:00:00.000Z',
    correlationId: 'x',
    causationId: 'x',
    data: { orderId, readNumber: 1 },
  });

/** Events of orders, all of them chained. */
const tell = async (count: number) => {
  const events = Array.from({ length: count }, (_, index) => gone(index + 1));
  await publishEvents(running.ports.log, TOPICS.orders, events);
  await chained();
};

const chained = () =>
  vi.waitFor(async () => {
    const { body } = await call('/api/audit/verify');
    expect(body['pending']).toBe(0);
    return body;
  }, PATIENCE);

const tamper = (sql: string, ...values: readonly (string | number | Uint8Array)[]) => {
  const file = new DatabaseSync(join(directory, 'ml-connector.sqlite'));
  try {
    file.exec('PRAGMA busy_timeout = 5000');
    expect(Number(file.prepare(sql).run(...values).changes)).toBeGreaterThan(0);
  } finally {
    file.close();
  }
};

const placeOf = async (orderId: number) => {
  const partition = partitionForKey(orderKey('con-1', orderId), 12);
  const records = await running.ports.log.read(TOPICS.orders, partition, 0, 1_000);
  const offset = records.findIndex(({ key }) => key === orderKey('con-1', orderId));
  return { partition, offset };
};

describe('the chain', () => {
  it('holds every event of every topic and verifies', async () => {
    await tell(200);
    const { body } = await call('/api/audit/verify');
    expect(body).toMatchObject({ state: 'intact', checked: 200, pending: 0, firstBad: null });
  });

  it('is the same after a restart, and goes on', async () => {
    await tell(20);
    await running.close();
    await start();
    await tell(20);
    expect(await chained()).toMatchObject({ state: 'intact', checked: 40 });
  });

  it('names a record that was altered in the log', async () => {
    await tell(50);
    const { partition, offset } = await placeOf(17);
    tamper(
      'UPDATE log_records SET value = ? WHERE partition = ? AND offset = ?',
      Buffer.from('{"forged":true}'),
      partition,
      offset,
    );
    const { body } = await call('/api/audit/verify');
    expect(body).toMatchObject({
      state: 'broken',
      firstBad: {
        topic: TOPICS.orders,
        partition,
        offset,
        where: 'log',
        problem: 'altered',
        eventId: 'e-con-1-17',
      },
    });
  });

  it('names a record that was removed from the log', async () => {
    await tell(50);
    const { partition, offset } = await placeOf(17);
    tamper('DELETE FROM log_records WHERE partition = ? AND offset = ?', partition, offset);
    const { body } = await call('/api/audit/verify');
    expect(body['firstBad']).toMatchObject({ partition, offset, where: 'log', problem: 'removed' });
  });

  it.each([
    ['altered', `UPDATE "c:audit-records" SET body = json_set(body, '$.orderId', 99) WHERE id = ?`],
    ['altered', `UPDATE "c:audit-records" SET body = '{"not":"a record"}' WHERE id = ?`],
    ['removed', `DELETE FROM "c:audit-records" WHERE id = ?`],
  ])('names an audit record that was %s', async (problem, sql) => {
    await tell(50);
    const { partition, offset } = await placeOf(17);
    tamper(sql, `${TOPICS.orders}|${partition}|${offset}`);
    const { body } = await call('/api/audit/verify');
    expect(body['firstBad']).toMatchObject({ partition, offset, where: 'audit', problem });
  });

  it('finds that the end was cut off everywhere at once, by what was signed', async () => {
    await tell(30);
    const { store, secretBox, clock } = running.ports;
    await signHeads({ store, secretBox, clock }, new Map());
    const { partition } = await placeOf(17);
    const records = await running.ports.log.read(TOPICS.orders, partition, 0, 100);
    const last = records.length - 1;
    const before = await store
      .collection(AUDIT_RECORDS)
      .get(`${TOPICS.orders}|${partition}|${last - 1}`);
    tamper('DELETE FROM log_records WHERE partition = ? AND offset = ?', partition, last);
    tamper('DELETE FROM "c:audit-records" WHERE id = ?', `${TOPICS.orders}|${partition}|${last}`);
    tamper(
      `UPDATE "c:audit-heads" SET body = json_set(body, '$.next', ?, '$.chain', ?) WHERE id = ?`,
      last,
      before?.value.chain ?? '0'.repeat(64),
      `${TOPICS.orders}|${partition}`,
    );
    const { body } = await call('/api/audit/verify');
    expect(body).toMatchObject({
      state: 'broken',
      checkpoints: { firstBad: { number: 1, problem: 'rewritten' } },
    });
  });

  it.each([
    [
      'signature',
      `UPDATE "c:audit-checkpoints" SET body = json_set(body, '$.at', '2020-01-01T00:00:00.000Z') WHERE id = '1'`,
    ],
    ['removed', `DELETE FROM "c:audit-checkpoints" WHERE id = '1'`],
  ])('finds a signed checkpoint that was touched: %s', async (problem, sql) => {
    const { store, secretBox, clock } = running.ports;
    const signed = new Map<string, number>();
    for (const count of [5, 9]) {
      await tell(count);
      await signHeads({ store, secretBox, clock }, signed);
    }
    expect(await newestCheckpoint(store)).toMatchObject({ number: 2 });
    expect((await call('/api/audit/verify')).body).toMatchObject({
      state: 'intact',
      checkpoints: { checked: 2, firstBad: null },
    });
    tamper(sql);
    expect((await call('/api/audit/verify')).body).toMatchObject({
      state: 'broken',
      checkpoints: { firstBad: { number: 1, problem } },
    });
  });
});

describe('chaining a batch', () => {
  const record = (offset: number, value = `v${offset}`): LogRecord => ({
    topic: TOPICS.sets,
    partition: 0,
    offset,
    appendedAt: offset,
    key: 'k',
    headers: {},
    value: Buffer.from(value),
  });
  const batch = (...records: LogRecord[]) => ({ topic: TOPICS.sets, partition: 0, records });
  const alarms: unknown[] = [];
  const ports = () => ({
    store: running.ports.store,
    failpoint: noFailpoints,
    onAlarm: (alarm: unknown) => alarms.push(alarm),
  });

  beforeEach(() => alarms.splice(0));

  it('twice, also after it died in between, changes nothing and raises no alarm', async () => {
    const dying = {
      ...ports(),
      failpoint: () => {
        throw new Error('died');
      },
    };
    await expect(chainBatch(dying, batch(record(0), record(1)))).rejects.toThrow('died');
    await chainBatch(ports(), batch(record(0), record(1), record(2)));
    await chainBatch(ports(), batch(record(1), record(2), record(3)));
    expect(alarms).toEqual([]);
  });

  it('raises the alarm when a record is told again and differs', async () => {
    await chainBatch(ports(), batch(record(0), record(1)));
    await chainBatch(ports(), batch(record(1, 'other')));
    expect(alarms).toMatchObject([{ offset: 1, what: 'differs' }]);
  });

  it('raises the alarm over a gap, and chains on', async () => {
    await chainBatch(ports(), batch(record(0)));
    await chainBatch(ports(), batch(record(4)));
    expect(alarms).toMatchObject([{ offset: 4, what: 'gap' }]);
  });

  it('chains bytes that are no event like all others', async () => {
    await chainBatch(ports(), batch(record(0, '\u0000garbage')));
    expect(alarms).toEqual([]);
  });
});

describe('the events', () => {
  it('are listed by connection, order, type and time, page by page, without what is sealed', async () => {
    await publishEvents(running.ports.log, TOPICS.orders, [gone(1), gone(2), gone(1, 'con-2')]);
    await publishEvents(running.ports.log, TOPICS.customers, [
      makeEvent(customerGone, {
        ...gone(1),
        id: 'c-1',
        key: customerKey('con-1', '7'),
        data: { customerId: 7, readNumber: 1 },
      }),
    ]);
    await chained();
    const ids = async (query: string) =>
      ((await call(`/api/audit/events?${query}`)).body['items'] as { id: string }[]).map(
        ({ id }) => id,
      );
    expect((await ids('connectionId=con-1')).sort()).toEqual(['c-1', 'e-con-1-1', 'e-con-1-2']);
    expect(await ids('connectionId=con-1&orderId=2')).toEqual(['e-con-1-2']);
    expect(await ids('connectionId=con-1&type=CustomerGone')).toEqual(['c-1']);
    expect((await ids('type=OrderGone')).length).toBe(3);
    expect(await ids('from=2100-01-01T00:00:00Z')).toEqual([]);
    expect((await ids('to=2100-01-01')).length).toBe(4);
    const first = await call('/api/audit/events?limit=3');
    const second = await call(`/api/audit/events?limit=3&cursor=${String(first.body['next'])}`);
    expect([(first.body['items'] as []).length, (second.body['items'] as []).length]).toEqual([
      3, 1,
    ]);
    expect(second.body['next']).toBeNull();
  });

  it.each([
    ['limit=0', 400],
    ['limit=201', 400],
    ['orderId=abc', 400],
    ['from=yesterday', 400],
    ['unknown=1', 400],
    ['cursor=nonsense', 400],
  ])('refuses %s with a problem', async (query, status) => {
    const answer = await call(`/api/audit/events?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each(['/api/audit/events', '/api/audit/verify', '/api/replays/rpl-1', '/api/nothing'])(
    'are nobody’s who has no token: %s',
    async (path) => {
      for (const authorization of ['', 'Bearer wrong', `Basic ${TOKEN}`])
        expect((await call(path, { headers: { authorization } })).status).toBe(401);
    },
  );
});

describe('a replay', () => {
  const connect = async () => {
    const { store, log, secretBox, clock, randomness } = running.ports;
    const connections = createConnections({ store, log, secretBox, clock, randomness });
    const { connection } = await connections.create({
      name: 'Shop',
      store: { url: 'https://shop.example.com', consumerKey: 'ck', consumerSecret: 'cs' },
      rules: rulesSchema.parse({ goLive: '2026-11-01T00:00:00.000Z' }),
    });
    await connections.putRules(connection.id, {
      rules: { ...connection.rules, document: 'sales-receipt' },
      expectedVersion: connection.rulesVersion,
    });
    return connection.id;
  };
  const plan = (connectionId: string, orderId: number, isHeld: boolean): PlanPosting => ({
    type: 'Plan',
    kind: 'invoice',
    source: { type: 'order', id: `${orderId}`, number: `${orderId}` },
    orderId,
    key: orderKey(connectionId, orderId),
    wish: {
      object: 'Invoice',
      request: 'sealed',
      shopper: 'customer-2',
      fingerprint: `f${orderId}`,
      refNumber: null,
      total: 1_999,
      currency: 'EUR',
      dependsOn: [],
      rulesVersion: 1,
      sourceVersion: 'x',
    },
    hold: null,
    waitingFor: isHeld ? 'inv-other' : null,
    adopt: null,
  });
  const posted = async (connectionId: string) => {
    const { store, log, clock } = running.ports;
    const postings = createPostings({ store, log, clock });
    for (let orderId = 1; orderId <= 6; orderId += 1) {
      const id = postingId(connectionId, 'invoice', `${orderId}`);
      const command = plan(connectionId, orderId, false);
      await postings.execute({ postingId: id, connectionId, command });
      if (orderId > 4)
        await postings.execute({
          postingId: id,
          connectionId,
          command: { type: 'Hold', by: 'admin', reason: REASON, asPerson: true },
        });
    }
    await postings.relayPending();
    await postings.close();
    return postings;
  };
  const REASON = { code: 'HELD_BY_PERSON', title: 't', detail: 'd', fix: 'f', setting: null };

  it('that rebuilds finds that events lead to what stands, and posts nothing', async () => {
    const id = await connect();
    await posted(id);
    const answer = await replay({ mode: 'rebuild', dryRun: true });
    expect([answer.status, answer.body['state']]).toEqual([202, 'queued']);
    expect(answer.headers.get('location')).toBe(`/api/replays/${String(answer.body['id'])}`);
    const before = await running.ports.log.ends(TOPICS.postings);
    expect(await ended(answer)).toMatchObject({
      state: 'done',
      differing: 0,
      differences: [],
      plan: { post: 0, change: 0, void: 0, leave: 7 },
      progress: { remaining: 0 },
    });
    expect(await running.ports.log.ends(TOPICS.postings)).toEqual(before);
  });

  it('that rebuilds names what does not follow from the events', async () => {
    const id = await connect();
    await posted(id);
    const forged = postingId(id, 'invoice', '3');
    tamper(
      `UPDATE "c:postings" SET body = json_set(body, '$.posting.state', 'posted') WHERE id = ?`,
      forged,
    );
    const job = await ended(await replay({ mode: 'rebuild', dryRun: true }));
    expect(job).toMatchObject({
      state: 'done',
      differing: 1,
      differences: [{ projection: 'postings', id: forged, what: 'differs', fields: ['state'] }],
    });
  });

  it('that rebuilds one order looks at nothing else', async () => {
    const id = await connect();
    await posted(id);
    const job = await ended(
      await replay({ mode: 'rebuild', connectionId: id, orderIds: [2], dryRun: true }),
    );
    expect(job['plan']).toMatchObject({ leave: 1 });
  });

  it('that retries says first how many it would post, and then releases them', async () => {
    const id = await connect();
    const postings = await posted(id);
    const dry = await ended(await replay({ mode: 'retry', connectionId: id, dryRun: true }));
    expect(dry['plan']).toMatchObject({ post: 2, change: 0, void: 0 });
    expect((await postings.countByState(id)).held).toBe(2);
    const real = await ended(await replay({ mode: 'retry', connectionId: id, dryRun: false }));
    expect(real).toMatchObject({ state: 'done', progress: { new: 2 } });
    expect((await postings.countByState(id)).held).toBe(0);
    const again = await ended(await replay({ mode: 'retry', connectionId: id, dryRun: false }));
    expect(again).toMatchObject({ plan: { post: 0 }, progress: { new: 0 } });
  });

  it('that hands a topic out again to the live handlers changes nothing', async () => {
    await tell(40);
    const request = { mode: 'reproject', topic: TOPICS.orders };
    const dry = await ended(await replay({ ...request, dryRun: true }));
    expect(dry['plan']).toEqual({ post: 0, change: 0, void: 0, leave: 40, events: 40 });
    const real = await ended(await replay({ ...request, dryRun: false }));
    expect(real).toMatchObject({ state: 'done', plan: { post: 0, events: 40 } });
    const rewind = await running.ports.store
      .collection(REWINDS)
      .get(`${String(real['id'])}|audit.chain`);
    expect(rewind?.value).toMatchObject({ topic: TOPICS.orders, doneAt: expect.any(String) });
    expect(await chained()).toMatchObject({ state: 'intact', checked: 40 });
  });

  it('that hands out again from an offset counts from there', async () => {
    await tell(40);
    const { partition } = await placeOf(1);
    const { length } = await running.ports.log.read(TOPICS.orders, partition, 0, 100);
    const offsets = { [`${partition}`]: 1 };
    const job = await ended(
      await replay({ mode: 'reproject', topic: TOPICS.orders, offsets, dryRun: true }),
    );
    expect(job['plan']).toMatchObject({ events: length - 1 });
  });

  it('that hands out again from a time takes what was told from then on', async () => {
    await tell(20);
    const from = new Date(Date.now() + 1).toISOString();
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Date.parse(from)));
    const later = [1, 2, 3].map((orderId) => gone(orderId, 'con-2'));
    await publishEvents(running.ports.log, TOPICS.orders, later);
    await chained();
    const job = await ended(
      await replay({ mode: 'reproject', topic: TOPICS.orders, from, dryRun: true }),
    );
    expect(job['plan']).toMatchObject({ post: 0, events: later.length });
  });

  it('that a restart interrupted is run again', async () => {
    await tell(10);
    const answer = await replay({ mode: 'rebuild', dryRun: true });
    await running.close();
    tamper(
      `UPDATE "c:replay-jobs" SET body = json_set(body, '$.state', 'running'), "f:state" = 'running' WHERE id = ?`,
      String(answer.body['id']),
    );
    await start();
    expect(await ended(answer)).toMatchObject({ state: 'done' });
  });

  it.each([
    ['a correction without the hash of its plan', { mode: 'correct', dryRun: false }, 422],
    ['a correction by an unknown plan', { mode: 'correct', dryRun: false, planHash: 'x' }, 422],
    ['a topic that there is not', { mode: 'reproject', topic: 'x', dryRun: true }, 422],
    ['no topic', { mode: 'reproject', dryRun: true }, 422],
    ['offsets without a topic', { mode: 'rebuild', offsets: { 0: 1 }, dryRun: true }, 422],
    ['orders without a connection', { mode: 'rebuild', orderIds: [1], dryRun: true }, 422],
    ['an unknown mode', { mode: 'everything', dryRun: true }, 400],
    ['nothing', {}, 400],
    ['a negative offset', { mode: 'rebuild', offsets: { 0: -1 }, dryRun: true }, 400],
    ['an unknown connection', { mode: 'rebuild', connectionId: 'nobody', dryRun: true }, 404],
  ])('is refused for %s', async (_what, body, status) => {
    const answer = await replay(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body['code']).toEqual(expect.any(String));
  });

  it('that is not JSON is refused with 415', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await call('/api/replays', { method: 'POST', body: '{}', headers });
    expect(answer.status).toBe(415);
    expect(answer.body['code']).toBe('MEDIA_TYPE_UNSUPPORTED');
  });

  it('that there is not is 404', async () => {
    expect((await call('/api/replays/rpl-none')).status).toBe(404);
  });
});
