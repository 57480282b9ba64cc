import {
  creditUseSource,
  endSource,
  notAskedFor,
  openSalesOrderId,
  orderDeleted,
  orderEnded,
  orderUnpaid,
} from '@ml-connector/bookkeeping';
import { rulesSchema, type Rules } from '@ml-connector/connections';
import type { PostingKind } from '@ml-connector/contracts';
import { type Posting, postingId as idOf } from '@ml-connector/postings';
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

describe('what only stood while the order was over, or unpaid', () => {
  const connectionId = 'con-a';
  const of = (one: Posting, id: string): Posting => ({
    ...one,
    id,
    connectionId,
    orderId: 7,
  });
  const memo = of(posting('crm', 'credit-memo'), idOf(connectionId, 'credit-memo', endSource(7)));
  const use = {
    ...of(PAYMENT, idOf(connectionId, 'payment', creditUseSource(endSource(7)))),
    wish: { ...wish, total: 0, dependsOn: [memo.id] },
  };
  const salesOrder = of(posting('ord', 'sales-order'), openSalesOrderId(connectionId, 7));
  const told = (...given: Parameters<typeof end>) =>
    end(...given).map((one) => one.replaceAll(memo.id, 'crm').replaceAll(use.id, 'use'));

  it('ends where the order is back: the credit is let go of, then its memo is voided', () => {
    expect(told([memo, use], { reason: notAskedFor })).toEqual([
      'crm void after use, waits for use',
      'use delete after nothing, waits for nothing',
    ]);
  });

  it('is deleted where another document took the place of the sales order', () => {
    expect(end([salesOrder], { reason: notAskedFor })).toEqual([
      `${salesOrder.id} delete after nothing, waits for nothing`,
    ]);
  });

  it('is deleted where the order ended, also by the rule for credit memos', () => {
    const changes = { cancelled: 'credit-memo' } as const;
    expect(end([salesOrder], { reason: orderEnded('cancelled') }, { changes })).toEqual([
      `${salesOrder.id} delete after nothing, waits for nothing`,
    ]);
  });

  it('is no payment: an order of which only a credit was set off was not paid', () => {
    const sale = { ...SALE, id: 'inv' };
    const setOff = { ...use, id: 'use', wish: { ...use.wish, dependsOn: ['inv'] } };
    expect(end([sale, setOff], { reason: orderEnded('cancelled') })).toEqual([
      'inv void after use, waits for use',
      'use delete after nothing, waits for nothing',
    ]);
  });

  it('stays where it was money: the shop may only have changed its word for it', () => {
    expect(end([PAYMENT], { reason: notAskedFor })).toEqual(['pay stays']);
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
