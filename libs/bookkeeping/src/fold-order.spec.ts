import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldOrder, type OrderFact, unknownOrder } from './fold-order.js';
import { contentOf, factsOf, type OrderSnapshot } from './order-snapshot.js';

const blank = unknownOrder('c-1', 7);
const time = (second: number): string => new Date(1_700_000_000_000 + second * 1_000).toISOString();

const observed = (second: number, readNumber: number, content: string): OrderFact => ({
  type: 'OrderObserved',
  data: {
    orderId: 7,
    modifiedAt: time(second),
    readNumber,
    observedBy: 'webhook',
    contentHash: content,
    shopper: 'guest-1',
    payload: `sealed ${content}`,
  },
  figures: {
    number: '7',
    status: content,
    currency: 'EUR',
    total: 100,
    createdAt: time(0),
    paidAt: null,
    refundIds: [],
  },
});

const refund = (refundId: number, readNumber: number): OrderFact => ({
  type: 'RefundObserved',
  data: {
    orderId: 7,
    refundId,
    readNumber,
    contentHash: `refund ${readNumber}`,
    shopper: 'guest-1',
    payload: `sealed ${refundId} ${readNumber}`,
  },
  figures: { amount: 50, createdAt: time(refundId) },
});
const refundGone = (refundId: number): OrderFact => ({
  type: 'RefundGone',
  data: { orderId: 7, refundId, readNumber: 9 },
});
const gone: OrderFact = { type: 'OrderGone', data: { orderId: 7, readNumber: 9 } };

const fold = (...facts: readonly OrderFact[]): OrderSnapshot => facts.reduce(foldOrder, blank);

describe('foldOrder', () => {
  it('keeps the newer state, whichever comes first', () => {
    expect(fold(observed(2, 0, 'b'), observed(1, 0, 'a')).observed?.contentHash).toBe('b');
    expect(fold(observed(1, 0, 'a'), observed(2, 0, 'b')).observed?.contentHash).toBe('b');
  });

  it('takes a reading of ours for newer than a webhook of the same second', () => {
    expect(fold(observed(1, 1, 'b'), observed(1, 0, 'a')).observed).toMatchObject({
      contentHash: 'b',
      isAmbiguous: false,
    });
  });

  it('does not guess between two contents of an equal pair, until a reading tells', () => {
    const tie = fold(observed(1, 0, 'a'), observed(1, 0, 'b'));
    expect(tie.observed?.isAmbiguous).toBe(true);
    expect(foldOrder(tie, observed(1, 1, 'a')).observed).toMatchObject({
      contentHash: 'a',
      isAmbiguous: false,
    });
  });

  it('gives back the snapshot itself where nothing is new', () => {
    const known = fold(observed(2, 0, 'b'), refund(3, 2), refundGone(4), gone);
    for (const fact of [
      observed(2, 0, 'b'),
      observed(1, 5, 'a'),
      refund(3, 1),
      refundGone(4),
      gone,
    ])
      expect(foldOrder(known, fact)).toBe(known);
  });

  it('does not bring back a refund that is gone', () => {
    const snapshot = fold(refundGone(3), refund(3, 9));
    expect(snapshot.refunds).toMatchObject([{ refundId: 3, isGone: true }]);
    expect(snapshot.refundedAt).toBeNull();
  });

  it('tells the newest refund that stands', () => {
    expect(fold(refund(5, 1), refund(3, 1)).refundedAt).toBe(time(5));
    expect(fold(refund(5, 1), refund(3, 1), refundGone(5)).refundedAt).toBe(time(3));
  });

  it('has another content after every fact that is news', () => {
    const facts = [
      observed(1, 0, 'a'),
      observed(1, 0, 'b'),
      refund(3, 1),
      refund(3, 2),
      refundGone(3),
      gone,
    ];
    const contents = facts.map((_, index) => contentOf(fold(...facts.slice(0, index + 1))));
    expect(new Set(contents).size).toBe(facts.length);
  });

  const fact = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(3), fc.nat(2), fc.constantFrom('a', 'b', 'c'))
        .map((given) => observed(...given)),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
        .map((given) => refund(...given)),
    },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map(refundGone) },
    { weight: 1, arbitrary: fc.constant(gone) },
  );
  const shuffled = fc
    .array(fact, { maxLength: 12 })
    .chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
      ),
    );

  it('knows the same in the end, in whatever order and however often the facts come', () => {
    fc.assert(
      fc.property(shuffled, ([facts, again]) => {
        expect(factsOf(fold(...again))).toEqual(factsOf(fold(...facts)));
      }),
      { numRuns: 2_000 },
    );
  });
});
