import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import {
  add,
  allocate,
  cents,
  formatCents,
  negate,
  parseCents,
  proportion,
  subtract,
  ZERO,
  type Cents,
} from './money.js';

const anAmount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map(cents);

describe('reading amounts', () => {
  it.each([
    ['19.99', 1999],
    ['-0.95', -95],
    ['+7', 700],
    ['60.000000', 6000],
    ['0.1', 10],
    [' 4.90 ', 490],
    ['-0.00', 0],
  ])('reads %s exactly', (text, expected) => {
    expect(parseCents(text)).toBe(expected);
  });

  it('says that an amount needs a third decimal instead of rounding it', () => {
    expect(parseCents('0.005')).toBeNull();
    expect(parseCents('3.191681')).toBeNull();
  });

  it.each(['', 'abc', '1,00', '1e3', '.5', '0x10', '1.', '--1', 'Infinity', '9'.repeat(20)])(
    'refuses %j',
    (text) => {
      expect(() => parseCents(text)).toThrow(AppError);
    },
  );

  it('reads back what it printed', () => {
    fc.assert(fc.property(anAmount, (amount) => parseCents(formatCents(amount)) === amount));
  });

  it('prints exactly two decimals', () => {
    fc.assert(fc.property(anAmount, (amount) => /^-?\d+\.\d{2}$/.test(formatCents(amount))));
    expect(formatCents(cents(-5))).toBe('-0.05');
  });
});

describe('a proportion', () => {
  it.each([
    [1_000, 333, 1_000, 333],
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [5, -1, -2, 3],
    [5, 1, -2, -3],
    [0, 7, 9, 0],
  ])('of %d, %d parts of %d, is %d', (amount, part, whole, expected) => {
    expect(proportion(cents(amount), cents(part), cents(whole))).toBe(expected);
  });

  it('is exact where a product has more digits than a float', () => {
    const amount = cents(900_719_925_474_099);
    expect(proportion(amount, cents(999_999_999_999), cents(999_999_999_999))).toBe(amount);
  });

  it('of nothing is refused', () => {
    expect(() => proportion(cents(1), cents(1), ZERO)).toThrow(AppError);
  });

  it('is at most half a unit off', () => {
    const aPart = fc.integer({ min: 1, max: 9_000 });
    const aWhole = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(anAmount, aPart, aWhole, (amount, part, whole) => {
        const share = proportion(amount, cents(part), cents(whole));
        const off = BigInt(share) * BigInt(whole) - BigInt(amount) * BigInt(part);
        return (off < 0n ? -off : off) * 2n <= BigInt(whole);
      }),
    );
  });
});

describe('reckoning', () => {
  it('never leaves the whole numbers', () => {
    expect(() => cents(0.1)).toThrow(AppError);
    expect(() => add(cents(Number.MAX_SAFE_INTEGER), cents(1))).toThrow(AppError);
  });

  it('knows no negative zero', () => {
    expect(Object.is(negate(ZERO), 0)).toBe(true);
    expect(subtract(cents(5), cents(5))).toBe(0);
  });
});

describe('splitting an amount by weights', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 })
    .filter((list) => list.some((weight) => weight > 0));

  it('adds up to the amount, to the cent', () => {
    fc.assert(
      fc.property(anAmount, weights, (amount, list) => add(...allocate(amount, list)) === amount),
    );
  });

  it('is never a cent or more off the exact share', () => {
    fc.assert(
      fc.property(anAmount, weights, (amount, list) => {
        const total = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        return allocate(amount, list).every((part: Cents, index) => {
          const distance = BigInt(part) * total - BigInt(amount) * BigInt(list[index] ?? 0);
          return distance < total && distance > -total;
        });
      }),
    );
  });

  it('gives the odd cent to the largest remainder, the earlier one on a tie', () => {
    expect(allocate(cents(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(cents(-100), [1, 1, 1])).toEqual([-33, -33, -34]);
    expect(allocate(cents(10), [7, 2, 1])).toEqual([7, 2, 1]);
  });

  it('refuses weights that add up to nothing', () => {
    expect(() => allocate(cents(1), [0, 0])).toThrow(AppError);
    expect(() => allocate(cents(1), [1, -1])).toThrow(AppError);
  });
});
