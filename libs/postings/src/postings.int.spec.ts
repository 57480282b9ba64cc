import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POSTING_EVENTS, readEvent, TOPICS, type Wish } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine, type EmbeddedEngine } from '@ml-connector/embedded';
import {
  createEmbeddedEventLog,
  decodeRecord,
  documentPositions,
  type EventLog,
} from '@ml-connector/event-log';
import { AppError } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPostings } from './create-postings.js';
import { foldPosting } from './fold-posting.js';
import type { Posting } from './posting.js';
import type { PlanPosting, PostingCommand } from './posting-command.js';
import { postingId } from './posting-id.js';
import type { PostingOrder, Postings } from './postings.js';

const CONNECTION = 'con-1';
let directory: string;
let engine: EmbeddedEngine;
let log: EventLog;
let postings: Postings;
let now: number;
let isLogDown: boolean;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ml-postings-'));
  engine = await openEngine({ directory });
  const store = createEmbeddedDocumentStore(engine);
  now = Date.parse('2026-11-24T10:00:00.000Z');
  const clock = { now: () => (now += 1) };
  log = createEmbeddedEventLog(engine, { positions: documentPositions(store), clock });
  await log.ensureTopics([TOPICS.postings]);
  isLogDown = false;
  const append: EventLog['append'] = (topic, records) =>
    isLogDown
      ? Promise.reject(new AppError('LOG_UNAVAILABLE', 'Down.'))
      : log.append(topic, records);
  postings = createPostings({ store, log: { append }, clock });
});

afterEach(async () => {
  await postings.close();
  await log.close();
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

const wish = (fingerprint: string, dependsOn: readonly string[] = []): Wish => ({
  object: 'Invoice',
  request: 'sealed',
  shopper: 'customer-2',
  fingerprint,
  refNumber: null,
  total: 1999,
  currency: 'EUR',
  dependsOn: [...dependsOn],
  rulesVersion: 1,
  sourceVersion: 'v',
});

const plan = (order: number, changes: Partial<PlanPosting> = {}): PostingOrder => ({
  postingId: postingId(CONNECTION, changes.kind ?? 'invoice', String(order)),
  connectionId: CONNECTION,
  command: {
    type: 'Plan',
    kind: 'invoice',
    source: { type: 'order', id: String(order), number: String(order) },
    orderId: order,
    key: `${CONNECTION}|order|${order}`,
    wish: wish('a'),
    hold: null,
    waitingFor: null,
    adopt: null,
    ...changes,
  },
});

const on = (id: string, command: PostingCommand): PostingOrder => ({
  postingId: id,
  connectionId: CONNECTION,
  command,
});
const claim = (setId: string): PostingCommand => ({
  type: 'Claim',
  setId,
  requestId: '1',
  wishRevision: 1,
  operation: 'add',
});
const posted = (setId: string): PostingCommand => ({
  type: 'RecordPosted',
  setId,
  document: {
    type: 'Invoice',
    txnId: 'T',
    listId: null,
    refNumber: null,
    total: 1999,
    editSequence: '1',
    postedAt: '2026-11-24T10:00:00.000Z',
  },
  adopted: false,
  answerHash: 'h',
  note: null,
  mismatch: null,
});

const foldedFromLog = async (): Promise<ReadonlyMap<string, Posting>> => {
  const folded = new Map<string, Posting>();
  for (const { partition, first } of await log.ends(TOPICS.postings)) {
    for (const record of await log.read(TOPICS.postings, partition, first, 10_000)) {
      const event = readEvent(POSTING_EVENTS, decodeRecord(record));
      if (!event) continue;
      const id = event.data.postingId;
      folded.set(id, foldPosting(folded.get(id) ?? null, event));
    }
  }
  return folded;
};

describe('the postings of a store', () => {
  it('hands a posting to one claimant only, however many try at once', async () => {
    const { postingId: id } = plan(1);
    await postings.execute(plan(1));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => postings.execute(on(id, claim(`set-${index}`)))),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
  });

  it('plans a document once, however often and however parallel it is asked to', async () => {
    await Promise.all(Array.from({ length: 20 }, () => postings.execute(plan(1))));
    expect(await postings.get(plan(1).postingId)).toMatchObject({ revision: 1, state: 'ready' });
    await postings.close();
    expect((await foldedFromLog()).size).toBe(1);
  });

  it('offers what is ready, oldest first, and neither claims, waits nor holds', async () => {
    const reason = { code: 'X', title: 't', detail: 'd', fix: 'f', setting: null };
    await postings.executeMany([
      plan(3),
      plan(1),
      plan(2, { waitingFor: 'cus-x', wish: wish('a', ['cus-x']) }),
      plan(4, { hold: reason }),
      plan(5),
    ]);
    await postings.execute(on(plan(5).postingId, claim('set-1')));
    const ready = await postings.ready(CONNECTION, 10);
    expect(ready.map(({ orderId }) => orderId)).toEqual([3, 1]);
  });

  it('lets dependants go once what they refer to stands, and not before', async () => {
    const customer = plan(7, { kind: 'customer' });
    const dependsOn = [customer.postingId];
    const first = dependsOn[0] ?? null;
    await postings.executeMany([
      customer,
      plan(1, { wish: wish('a', dependsOn), waitingFor: first }),
    ]);
    expect(await postings.releaseDependents(CONNECTION, dependsOn)).toEqual([]);
    await postings.executeMany([
      on(customer.postingId, claim('set-1')),
      on(customer.postingId, { type: 'Hand', setId: 'set-1' }),
      on(customer.postingId, posted('set-1')),
    ]);
    const released = await postings.releaseDependents(CONNECTION, dependsOn);
    expect(released).toMatchObject([{ orderId: 1, state: 'ready' }]);
  });

  it('finds a lost wake-up by its sweep', async () => {
    const customer = plan(7, {
      kind: 'customer',
      adopt: {
        type: 'Customer',
        txnId: null,
        listId: 'L',
        refNumber: null,
        total: null,
        editSequence: '1',
        postedAt: '2026-11-24T10:00:00.000Z',
      },
    });
    await postings.execute(
      plan(1, { wish: wish('a', [customer.postingId]), waitingFor: customer.postingId }),
    );
    await postings.execute(customer);
    expect(await postings.reconsiderWaiting(CONNECTION)).toBe(1);
    expect(await postings.hasReady(CONNECTION)).toBe(true);
  });

  it('keeps its events while the log is down and relays each of them afterwards', async () => {
    isLogDown = true;
    await postings.executeMany([plan(1), on(plan(1).postingId, claim('set-1')), plan(2)]);
    await postings.close();
    expect((await foldedFromLog()).size).toBe(0);
    isLogDown = false;
    expect(await postings.relayPending()).toBe(3);
    expect(await postings.relayPending()).toBe(0);
    expect((await foldedFromLog()).get(plan(1).postingId)).toEqual(
      await postings.get(plan(1).postingId),
    );
  });

  it('is the same when it is folded from the log', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => plan(index + 1).postingId);
    await postings.executeMany(ids.map((_, index) => plan(index + 1)));
    await Promise.all(ids.map((id, index) => postings.execute(on(id, claim(`set-${index % 3}`)))));
    await Promise.all(
      ids.map(async (id, index) => {
        await postings.execute(on(id, { type: 'Hand', setId: `set-${index % 3}` }));
        await postings.execute(on(id, posted(`set-${index % 3}`)));
      }),
    );
    await postings.close();
    await postings.relayPending();
    const folded = await foldedFromLog();
    for (const live of await postings.getMany(ids)) expect(folded.get(live.id)).toEqual(live);
    expect(folded.size).toBe(30);
  });

  it("shows nothing of another connection's posting", async () => {
    await postings.execute(plan(1));
    const foreign = {
      ...on(plan(1).postingId, { type: 'Skip', by: 'eve', why: null }),
      connectionId: 'con-2',
    };
    expect(await postings.execute(foreign)).toEqual({ outcome: 'missing' });
    expect(await postings.get(plan(1).postingId)).toMatchObject({ state: 'ready' });
  });

  it('lists by state, kind and order, newest first, page by page', async () => {
    await postings.executeMany([
      plan(1),
      plan(2),
      plan(3),
      plan(9, { kind: 'customer', orderId: null }),
    ]);
    const first = await postings.list({ connectionId: CONNECTION, kind: 'invoice', limit: 2 });
    expect(first.items.map(({ value }) => value.orderId)).toEqual([3, 2]);
    const second = await postings.list({
      connectionId: CONNECTION,
      kind: 'invoice',
      limit: 2,
      ...(first.next === null ? {} : { cursor: first.next }),
    });
    expect(second.items).toHaveLength(1);
    expect(
      (await postings.list({ connectionId: CONNECTION, orderId: 2, limit: 5 })).items,
    ).toHaveLength(1);
    expect(
      (await postings.list({ connectionId: CONNECTION, state: 'held', limit: 5 })).items,
    ).toEqual([]);
    expect(await postings.countByState(CONNECTION)).toMatchObject({ ready: 4, held: 0 });
    expect(await postings.countIn(CONNECTION, ['ready', 'held', 'posted'])).toBe(4);
  });
});
