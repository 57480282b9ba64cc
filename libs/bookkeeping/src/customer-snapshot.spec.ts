import { customerGone, customerObserved, makeEvent } from '@ml-connector/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomerEvent, foldCustomer, unknownCustomer } from './customer-snapshot.js';

const envelope = {
  id: 'e-1',
  connectionId: 'c-1',
  key: 'c-1|customer|8',
  occurredAt: '2026-01-01T00:00:00.000Z',
  recordedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'e-1',
  causationId: 'e-1',
};
const seen = (second: number, readNumber: number, contentHash: string): CustomerEvent =>
  makeEvent(customerObserved, {
    ...envelope,
    data: {
      customerId: 8,
      modifiedAt: `2026-01-01T00:00:0${second}.000Z`,
      readNumber,
      observedBy: 'webhook' as const,
      contentHash,
      shopper: 'customer-8',
      payload: `sealed ${contentHash}`,
    },
  });
const gone = makeEvent(customerGone, { ...envelope, data: { customerId: 8, readNumber: 4 } });

const fold = (events: readonly CustomerEvent[]) =>
  events.reduce(foldCustomer, unknownCustomer('c-1', 8));

describe('foldCustomer', () => {
  it('keeps the newer state and remembers the end', () => {
    expect(fold([gone, seen(2, 0, 'b'), seen(1, 7, 'a')])).toMatchObject({
      isGone: true,
      observed: { contentHash: 'b', isAmbiguous: false },
    });
  });

  const event = fc.oneof(
    fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom('a', 'b', 'c')).map((given) => seen(...given)),
    fc.constant(gone),
  );

  it('knows the same in the end, in whatever order and however often it is told', () => {
    const told = fc
      .array(event, { maxLength: 10 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(told, ([events, again]) => {
        expect(fold(again)).toEqual(fold(events));
      }),
      { numRuns: 1_000 },
    );
  });
});
