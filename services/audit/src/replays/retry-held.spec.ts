import type { Posting } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { planRetry } from './retry-held.js';

const held = (id: string, code: string): Posting => ({
  id,
  connectionId: 'con-1',
  kind: 'invoice',
  source: { type: 'order', id: '27', number: '27' },
  orderId: 27,
  key: 'con-1|order|27',
  revision: 2,
  state: 'held',
  wish: {
    object: 'Invoice',
    request: 'sealed',
    shopper: 'customer-2',
    fingerprint: 'a',
    refNumber: '27',
    total: 1999,
    currency: 'USD',
    dependsOn: [],
    rulesVersion: 1,
    sourceVersion: '2026-11-24T09:00:00.000Z#0',
  },
  wishRevision: 1,
  withdrawn: null,
  out: null,
  document: null,
  fulfilledFingerprint: null,
  reason: { code, title: 't', detail: 'd', fix: 'f', setting: null },
  heldBy: 'gateway',
  blocked: false,
  waitingFor: null,
  skippedBy: null,
  refusals: 0,
  notBefore: null,
  createdAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-24T10:00:00.000Z',
});

describe('retrying everything that is held', () => {
  it('leaves what may stand in QuickBooks to a person, one by one', async () => {
    const postings = [held('inv-1', 'QUICKBOOKS_3140'), held('inv-2', 'UNCLEAR_WHETHER_POSTED')];
    const { plan, held: going } = await planRetry(
      {
        postings: {
          list: () =>
            Promise.resolve({
              items: postings.map((value) => ({ id: value.id, version: 1, value })),
              next: null,
            }),
        },
        connections: { active: () => Promise.resolve([]) },
      },
      {
        mode: 'retry',
        topic: null,
        offsets: null,
        from: null,
        connectionId: 'con-1',
        orderIds: null,
        dryRun: true,
      },
    );
    expect(going.map(({ id }) => id)).toEqual(['inv-1']);
    expect(plan).toMatchObject({ post: 1, leave: 1 });
  });
});
