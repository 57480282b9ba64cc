import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnections, rulesSchema } from '@ml-connector/connections';
import { makeEvent, orderKey, orderObserved, TOPICS } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { runService, type RunningService } from '@ml-connector/platform';
import { createPostings } from '@ml-connector/postings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mapping } from './index.js';
import { capturedOrder } from './mapping-world.features.js';

let directory: string;
let running: RunningService;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mapping-service-'));
  running = await runService('mapping', [mapping], {
    ML_DATA_DIR: directory,
    ML_PORT: '0',
    ML_LOG_LEVEL: 'silent',
  });
});
afterEach(async () => {
  await running.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the mapping service', () => {
  it('follows the log: an order that was observed becomes a posting', async () => {
    const { ports } = running;
    const { connection } = await createConnections(ports).create({
      name: 'Shop',
      store: { url: 'https://shop.example.com', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
      rules: rulesSchema.parse({ goLive: '2020-01-01T00:00:00.000Z', homeCurrency: 'EUR' }),
    });
    const keys = await ports.vault.keysOf(connection.id, ['guest-1']);
    const order = capturedOrder('order-lifecycle', { status: 'processing', refunds: [] });
    const key = orderKey(connection.id, 45);
    const now = new Date(ports.clock.now()).toISOString();
    const event = makeEvent(orderObserved, {
      id: 'evt-1',
      connectionId: connection.id,
      key,
      occurredAt: now,
      recordedAt: now,
      correlationId: key,
      causationId: 'test',
      data: {
        orderId: 45,
        modifiedAt: now,
        readNumber: 0,
        observedBy: 'webhook',
        contentHash: 'hash',
        shopper: 'guest-1',
        payload: keys.seal('guest-1', JSON.stringify(order)),
      },
    });
    await publishEvents(ports.log, TOPICS.orders, [event]);
    const postings = createPostings(ports);
    await vi.waitFor(
      async () => {
        const found = await postings.ofOrder(connection.id, 45);
        expect(found.map(({ kind, state, reason }) => [kind, state, reason?.code])).toEqual([
          ['invoice', 'held', 'COMPANY_NOT_READ'],
        ]);
      },
      { timeout: 10_000, interval: 50 },
    );
    await postings.close();
  });
});
