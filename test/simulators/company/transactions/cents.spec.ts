import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, centsOf, extend, percentOf, rateOf } from './cents.js';

const cents = fc.integer({ min: -1e13, max: 1e13 });
const decimal = (digits: number) =>
  fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat({ max: 10 ** digits - 1 }))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(digits, '0')}`);

describe('cents', () => {
  it('survive being written and read', () => {
    fc.assert(fc.property(cents, (value) => centsOf(amountOf(value)) === value));
  });

  it('of a quantity times a rate are at most half a cent off, away from zero at the half', () => {
    fc.assert(
      fc.property(decimal(5), decimal(5), (quantity, rate) => {
        const exact = BigInt(quantity.replace('.', '')) * BigInt(rate.replace('.', ''));
        const off = BigInt(extend(quantity, rate)) * 100_000_000n - exact;
        const half = 50_000_000n;
        return off === half ? exact >= 0n : off === -half ? exact <= 0n : off < half && off > -half;
      }),
    );
  });

  it.each([
    ['1', '0.005', 1],
    ['-1', '0.005', -1],
    ['3', '0.335', 101],
    ['0.5', '0.01', 1],
    ['1.00001', '1000', 100_001],
  ])('of %s times %s are %i', (quantity, rate, expected) => {
    expect(extend(quantity, rate)).toBe(expected);
  });

  it('of a percentage are rounded at the half', () => {
    expect([percentOf(1000, '8.25'), percentOf(20, '2.5'), percentOf(-20, '2.5')]).toEqual([
      83, 1, -1,
    ]);
  });

  it('and a quantity give a rate with at most five decimals', () => {
    expect([rateOf(1000, '3'), rateOf(1000, '4'), rateOf(-500, '2'), rateOf(1, '0')]).toEqual([
      '3.33333',
      '2.50',
      '-2.50',
      undefined,
    ]);
  });
});
