import { notAskedFor, orderDeleted, orderEnded, orderUnpaid } from '@ml-connector/bookkeeping';
import { rulesSchema, type Rules } from '@ml-connector/connections';
import type { PostingKind } from '@ml-connector/contracts';
import type { Posting } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { endingsOfOrder } from './end-documents.js';
import type { Withdrawal } from './settle-decision.js';

const wish = { dependsOn: [] as string[] } as Posting['wish'];
const posting = (
  id: string,
  kind: PostingKind,
  {
    on = [],
    refund = null,
  }: { readonly on?: readonly string[]; readonly refund?: number | null } = {},
): Posting =>
  ({
    id,
    kind,
    state: 'posted',
    out: null,
    document: { txnId: `T-${id}` },
    source: refund === null ? { type: 'order', id: '7' } : { type: 'refund', id: String(refund) },
    wish: { ...wish, dependsOn: [...on] },
  }) as unknown as Posting;

const SALE = posting('inv', 'invoice');
const PAYMENT = posting('pay', 'payment', { on: ['inv'] });
const MEMO = posting('crm', 'credit-memo', { on: ['inv'], refund: 9 });
const PAY_OUT = posting('rfp', 'refund-payment', { on: ['crm'], refund: 9 });

const rulesWith = (changes: Partial<Rules['changes']>): Rules => {
  const rules = rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' });
  return { ...rules, changes: { ...rules.changes, ...changes } };
};

const end = (
  postings: readonly Posting[],
  how: Omit<Withdrawal, 'postingId'>,
  {
    changes = {},
    gone = [],
  }: { changes?: Partial<Rules['changes']>; gone?: readonly number[] } = {},
) =>
  endingsOfOrder(
    postings.map(({ id }) => ({ postingId: id, ...how })),
    {
      known: new Map(postings.map((one) => [one.id, one])),
      gone: new Set(gone),
      rules: rulesWith(changes),
    },
  ).map(({ postingId, command }) =>
    command.end
      ? `${postingId} ${command.end.operation} after ${command.end.after.join() || 'nothing'}, waits for ${command.waitingFor ?? 'nothing'}`
      : `${postingId} ${command.onlyUnsent ? 'stays' : 'held'}`,
  );

describe('documents of an order that ended after it was posted', () => {
  it('are voided where nothing was paid, and left to a person where something was', () => {
    expect(end([SALE], { reason: orderEnded('cancelled') })).toEqual([
      'inv void after nothing, waits for nothing',
    ]);
    expect(end([SALE, PAYMENT], { reason: orderEnded('cancelled') })).toEqual([
      'inv held',
      'pay held',
    ]);
  });

  it('end in the order in which they refer to each other, each for itself', () => {
    const changes = { cancelledPaid: 'void' } as const;
    expect(
      end([SALE, PAYMENT, MEMO, PAY_OUT], { reason: orderEnded('failed') }, { changes }),
    ).toEqual([
      'inv void after pay,crm, waits for pay',
      'pay delete after nothing, waits for nothing',
      'crm void after rfp, waits for rfp',
      'rfp delete after nothing, waits for nothing',
    ]);
  });

  it('stay where an order was only cleared away in the shop', () => {
    expect(end([SALE], { reason: orderDeleted })).toEqual(['inv held']);
    expect(end([SALE], { reason: orderEnded('trash') })).toEqual(['inv held']);
    const changes = { deleted: 'void' } as const;
    expect(end([SALE], { reason: orderDeleted }, { changes })).toEqual([
      'inv void after nothing, waits for nothing',
    ]);
  });

  it('that cannot be voided are deleted', () => {
    const order = posting('ord', 'sales-order');
    expect(end([order], { reason: orderEnded('cancelled') })).toEqual([
      'ord delete after nothing, waits for nothing',
    ]);
  });

  it('stay while the order waits for its payment again', () => {
    expect(end([SALE], { reason: orderUnpaid, onlyUnsent: true })).toEqual(['inv stays']);
  });
});

describe('the documents of a refund', () => {
  it('that was deleted in the shop end: the pay-out, then the credit memo', () => {
    expect(end([MEMO, PAY_OUT], { reason: notAskedFor }, { gone: [9] })).toEqual([
      'crm void after rfp, waits for rfp',
      'rfp delete after nothing, waits for nothing',
    ]);
  });

  it('that the shop merely no longer shows are left to a person', () => {
    expect(end([MEMO, PAY_OUT], { reason: notAskedFor })).toEqual(['crm held', 'rfp stays']);
  });
});
