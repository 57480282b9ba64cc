import { makeEvent, productGone, productKey, productObserved } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoriesSince, soldSince } from './categories-of-sale.js';
import { foldProduct, type ProductEvent, unknownProduct } from './product-snapshot.js';

const DAY = Date.parse('2026-11-24T00:00:00Z');
const at = (hour: number) => isoTime(DAY + hour * 3_600_000);
const category = (name: string) => ({ id: name.length, name, slug: name });

const reading = (readNumber: number, hour: number, name: string | null): ProductEvent => {
  const envelope = {
    id: `e-${readNumber}`,
    connectionId: 'c-1',
    key: productKey('c-1', 7),
    occurredAt: at(hour),
    recordedAt: at(hour),
    correlationId: 'x',
    causationId: 'x',
  };
  return name === null
    ? makeEvent(productGone, { ...envelope, data: { productId: 7, readNumber } })
    : makeEvent(productObserved, {
        ...envelope,
        data: { productId: 7, readNumber, categories: [category(name)] },
      });
};
const known = (events: readonly ProductEvent[]) =>
  events.reduce(foldProduct, unknownProduct('c-1', 7));
const nameSince = (events: readonly ProductEvent[], hour: number) => {
  const found = categoriesSince(known(events), at(hour));
  return typeof found === 'string' ? found : found[0]?.name;
};

const LIFE = [reading(1, 10, 'A'), reading(2, 20, 'A'), reading(3, 50, 'B'), reading(4, 90, null)];

describe('a sale goes by the first reading of its product that is new enough', () => {
  it.each([
    [0, 'A'],
    [10, 'A'],
    [15, 'A'],
    [20, 'A'],
    [21, 'B'],
    [50, 'B'],
    [51, 'gone'],
    [91, 'unread'],
  ])('since hour %i: %s', (hour, expected) => {
    expect(nameSince(LIFE, hour)).toBe(expected);
  });

  it('and of a product that nobody has read by none', () => {
    expect(categoriesSince(undefined, at(0))).toBe('unread');
    expect(nameSince([], 0)).toBe('unread');
  });

  it('which is a day before the order was made, or changed last where somebody dated it ahead', () => {
    expect(soldSince({ createdAt: at(30), modifiedAt: at(40) })).toBe(at(6));
    expect(soldSince({ createdAt: at(300), modifiedAt: at(40) })).toBe(at(16));
  });

  it('and later readings change nothing', () => {
    fc.assert(
      fc.property(fc.nat(LIFE.length), fc.nat(100), (count, hour) => {
        const before = nameSince(LIFE.slice(0, count), hour);
        expect([before, 'unread']).toContain(before === 'unread' ? before : nameSince(LIFE, hour));
      }),
    );
  });
});

describe('readings', () => {
  it('that come again, also from further back, change nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(LIFE.length - 1)), (back) => {
        const told = [...LIFE, ...back.flatMap((from) => LIFE.slice(from))];
        expect(known(told)).toEqual(known(LIFE));
      }),
    );
    const once = known(LIFE);
    expect(LIFE.reduce(foldProduct, once)).toBe(once);
  });

  it('that tell the same are kept as one, and a product that always moves as far back as a hundred', () => {
    const same = Array.from({ length: 500 }, (_, index) => reading(index + 1, index, 'A'));
    expect(known(same).told).toEqual([{ until: at(499), categories: [category('A')] }]);
    const moving = Array.from({ length: 150 }, (_, index) =>
      reading(index + 1, index, `A${index}`),
    );
    expect(known(moving).told).toHaveLength(100);
    expect(known(moving).told.at(-1)?.until).toBe(at(149));
  });

  it('whose numbers began anew, as the notes of whoever reads were lost, count by their time', () => {
    expect(nameSince([...LIFE.slice(0, 3), reading(1, 60, 'C')], 55)).toBe('C');
  });
});
