import { cents } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { quickBooksTax } from './quickbooks-tax.js';

describe('the tax that QuickBooks computes', () => {
  it.each<[number, readonly string[], number]>([
    [2170, ['8.25'], 179],
    [2000, ['8.25', '0.50'], 175],
    [1000, ['0.05'], 1],
    [999, ['0.05'], 0],
    [-1000, ['0.05'], -1],
    [100_000, ['9.975'], 9975],
    [100_000, ['10.47375'], 10_474],
    [0, ['19'], 0],
    [1, ['0'], 0],
  ])('of %i at %j is %i', (taxable, rates, tax) => {
    expect(quickBooksTax(cents(taxable), rates)).toBe(tax);
  });

  it('rounds each part of a group by itself', () => {
    expect(quickBooksTax(cents(50), ['1', '1'])).toBe(2);
    expect(quickBooksTax(cents(50), ['2'])).toBe(1);
  });
});
