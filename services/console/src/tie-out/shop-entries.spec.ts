import { type OrderSnapshot, unknownOrder } from '@ml-connector/bookkeeping';
import { completeRules, rulesInputSchema } from '@ml-connector/connections';
import { describe, expect, it } from 'vitest';
import { type ShopContext, shopEntries } from './shop-entries.js';

type Figures = NonNullable<NonNullable<OrderSnapshot['observed']>['figures']>;

const context: ShopContext = {
  rules: completeRules(rulesInputSchema.parse({}), '2026-01-01T00:00:00.000Z'),
  facts: { currency: 'EUR', timeZone: 'Australia/Sydney', pricesIncludeTax: true },
};

const observed = { readNumber: 1, contentHash: 'h', shopper: 's', payload: 'p' };

const snapshot = (figures: Partial<Figures>, more: Partial<OrderSnapshot> = {}): OrderSnapshot => ({
  ...unknownOrder('con-a', 7),
  observed: {
    ...observed,
    modifiedAt: '2026-03-01T18:00:00.000Z',
    isAmbiguous: false,
    figures: {
      number: '7',
      status: 'processing',
      currency: 'EUR',
      total: 1000,
      createdAt: '2026-03-01T18:00:00.000Z',
      paidAt: null,
      refundIds: [],
      ...figures,
    },
  },
  ...more,
});

const refund = (refundId: number, isGone = false): OrderSnapshot['refunds'][number] => ({
  refundId,
  isGone,
  observed: { ...observed, figures: { amount: 250, createdAt: '2026-03-02T12:00:00.000Z' } },
});

describe('what the shop sold', () => {
  it("stands on the day of the shop's zone", () => {
    expect(shopEntries(snapshot({}), context)).toEqual([
      {
        orderId: 7,
        refundId: null,
        day: '2026-03-02',
        amount: 1000,
        currency: 'EUR',
        standing: 'counted',
        why: null,
      },
    ]);
  });

  it('stands beside the sums in a currency that the rules name, and waits while it is unpaid', () => {
    const currencies = { USD: { name: 'US Dollar', receivable: 'AR USD' } };
    const unpaid = { document: 'sales-order' } as const;
    const rules = completeRules(
      rulesInputSchema.parse({ currencies, unpaid }),
      '2026-01-01T00:00:00.000Z',
    );
    const [dollars] = shopEntries(snapshot({ currency: 'USD' }), { ...context, rules });
    const [waiting] = shopEntries(snapshot({ status: 'on-hold' }), { ...context, rules });
    expect([dollars?.standing, waiting?.standing]).toEqual(['beside', 'left-out']);
    expect(shopEntries(snapshot({ currency: 'USD' }), context)[0]?.standing).toBe('apart');
  });

  it('is followed by its refunds, as negative amounts on their own days; deleted ones must not stand', () => {
    const refunds = [refund(8), refund(9, true)];
    expect(shopEntries(snapshot({}, { refunds }), context).slice(1)).toMatchObject([
      { refundId: 8, day: '2026-03-02', amount: -250, standing: 'counted' },
      { refundId: 9, standing: 'left-out' },
    ]);
  });

  it.each<[string, Partial<Figures>, Partial<OrderSnapshot>, string]>([
    ['a status that the rules do not post', { status: 'pending' }, {}, 'left-out'],
    ['an order before go-live', { createdAt: '2025-12-31T00:00:00.000Z' }, {}, 'left-out'],
    ['a cancelled order', { status: 'cancelled' }, {}, 'left-out'],
    ['a deleted order', {}, { isGone: true }, 'left-out'],
    ['another currency', { currency: 'USD' }, {}, 'apart'],
    ['a total that needs a third decimal', { total: null }, {}, 'apart'],
  ])('says why %s does not count', (_, figures, more, standing) => {
    const [entry] = shopEntries(snapshot(figures, more), context);
    expect(entry).toMatchObject({ standing, why: expect.stringMatching(/./) });
  });

  it('counts nothing while the currency of the books is not known', () => {
    const unknown = { ...context, facts: { ...context.facts, currency: null } };
    expect(shopEntries(snapshot({}), unknown)).toMatchObject([{ standing: 'apart' }]);
  });

  it('is nothing for an order that was never seen', () => {
    expect(shopEntries(unknownOrder('con-a', 7), context)).toEqual([]);
  });
});
