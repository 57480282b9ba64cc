import {
  openSalesOrderId,
  orderDeleted,
  orderEnded,
  type OrderDecision,
} from '@ml-connector/bookkeeping';
import { rulesSchema, type Rules } from '@ml-connector/connections';
import type { Order } from '@ml-connector/woocommerce';
import { type Posting, postingId } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { weighStanding } from './weigh-standing.js';

const connectionId = 'con-a';
const DEFAULTS = rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' });
const rulesWith = (changes: Partial<Rules['changes']>): Rules => ({
  ...DEFAULTS,
  changes: { ...DEFAULTS.changes, ...changes },
});
const order = (status: string): Order => ({ id: 7, status }) as unknown as Order;
const invoice = postingId(connectionId, 'invoice', '7');
const payment = postingId(connectionId, 'payment', '7');
const salesOrder = openSalesOrderId(connectionId, 7);
const standing = (
  id: string,
  kind: Posting['kind'],
  more: Partial<Posting> = {},
): readonly [string, Posting] => [
  id,
  {
    id,
    kind,
    state: 'posted',
    out: null,
    document: { txnId: `T-${id}` },
    withdrawn: null,
    wish: { total: 1_000 },
    ...more,
  } as unknown as Posting,
];

const weigh = async (
  decision: OrderDecision | null,
  postings: readonly (readonly [string, Posting])[],
  { rules = DEFAULTS, status = 'cancelled' }: { rules?: Rules; status?: string } = {},
) => {
  const known = new Map(postings);
  const weighed = await weighStanding(
    {
      postings: {
        getMany: (ids: readonly string[]) =>
          Promise.resolve(ids.flatMap((id) => known.get(id) ?? [])),
      },
    } as never,
    {
      connectionId,
      rules,
      decision,
      order: order(status),
      before: new Map(postings.map(([id]) => [id, 'basis'])),
    },
  );
  if ('known' in weighed) return weighed.known;
  return weighed.decision.outcome === 'nothing' ? weighed.decision.why : weighed.decision.outcome;
};

describe('an order that ended after it was posted', () => {
  const ended: OrderDecision = { outcome: 'withdraw', reason: orderEnded('cancelled') };
  const deleted: OrderDecision = { outcome: 'withdraw', reason: orderDeleted };
  const sold = standing(invoice, 'invoice');
  const paid = standing(payment, 'payment');

  it('is taken back by a credit memo where the rules say so, paid and unpaid each by its own', async () => {
    const unpaidRule = { rules: rulesWith({ cancelled: 'credit-memo' }) };
    const paidRule = { rules: rulesWith({ cancelledPaid: 'credit-memo' }) };
    expect(await weigh(ended, [sold], unpaidRule)).toEqual({ isEnded: true });
    expect(await weigh(ended, [sold, paid], unpaidRule)).toBe('withdraw');
    expect(await weigh(ended, [sold, paid], paidRule)).toEqual({ isEnded: true });
    expect(await weigh(ended, [sold], paidRule)).toBe('withdraw');
  });

  it('was not paid by a credit that was set off', async () => {
    const use = standing('use', 'payment', { wish: { total: 0 } as Posting['wish'] });
    const rules = rulesWith({ cancelled: 'credit-memo' });
    expect(await weigh(ended, [sold, use], { rules })).toEqual({ isEnded: true });
  });

  it('that was trashed or deleted follows the rule for those', async () => {
    const rules = rulesWith({ deleted: 'credit-memo' });
    expect(await weigh(deleted, [sold], { rules })).toEqual({ isEnded: true });
    expect(await weigh(deleted, [sold])).toBe('withdraw');
  });

  it.each([
    ['has not left', { document: null }],
    ['is voided', { state: 'voided' }],
    ['is being voided', { ending: { operation: 'void', after: [] } }],
  ] as const)('is only taken back where its sale %s', async (_, more) => {
    const rules = rulesWith({ cancelled: 'credit-memo' });
    const sale = standing(invoice, 'invoice', more as unknown as Partial<Posting>);
    expect(await weigh(ended, [sale], { rules })).toBe('withdraw');
  });
});

describe('a refund of an order whose sale is void', () => {
  const voided = (withdrawn: Posting['withdrawn']) =>
    standing(invoice, 'invoice', { state: 'voided', withdrawn });

  it('asks for nothing: the books hold neither the sale nor its money', async () => {
    const sale = voided(orderEnded('cancelled'));
    expect(await weigh(null, [sale], { status: 'refunded' })).toBe('void');
  });

  it('asks for its documents where a person voided the sale', async () => {
    expect(await weigh(null, [voided(null)], { status: 'refunded' })).toEqual({
      salesOrder: undefined,
    });
  });
});

describe('the sales order of an order that was paid since', () => {
  const asked = { status: 'processing' };

  it('is taken over by the invoice, once', async () => {
    const open = standing(salesOrder, 'sales-order');
    expect(await weigh(null, [open], asked)).toEqual({ salesOrder: 'open' });
    expect(await weigh(null, [open, standing(invoice, 'invoice')], asked)).toEqual({
      salesOrder: 'invoiced',
    });
  });

  it('is none where it never left, or stands no more', async () => {
    for (const more of [{ document: null }, { state: 'voided' as const }])
      expect(await weigh(null, [standing(salesOrder, 'sales-order', more)], asked)).toEqual({
        salesOrder: undefined,
      });
  });
});

describe('an order that is unpaid again', () => {
  const unpaid: OrderDecision = { outcome: 'nothing', why: 'unpaid' };

  it('keeps what has left for QuickBooks', async () => {
    expect(await weigh(unpaid, [standing(invoice, 'invoice')])).toBe('status');
    expect(await weigh(unpaid, [standing(invoice, 'invoice', { document: null })])).toBe('unpaid');
  });
});
