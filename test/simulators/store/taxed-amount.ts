import { multiplyDivide, sum } from './minor-units.js';
import type { TaxRate } from './tax-scenarios.js';

/** What one rate makes of an amount. */
export interface RateTax {
  readonly rate: TaxRate;
  /** In minor units. */
  readonly rounded: number;
  /** In millionths of the main unit. */
  readonly unrounded: number;
}

/** An amount without tax and the taxes on it, in minor units: `net + Σ rounded` is what is paid. */
export interface TaxedAmount {
  readonly net: number;
  readonly tax: number;
  readonly taxes: readonly RateTax[];
}

const WHOLE = 100_000;

/** Raises taxes on a net amount: each rate rounded by itself, a compound rate on the taxes before it too. */
export const taxOnNet = (net: number, rates: readonly TaxRate[], decimals: number): TaxedAmount => {
  const scale = 10 ** (6 - decimals);
  const taxes: RateTax[] = [];
  for (const rate of rates) {
    const before = rate.compound ? sum(taxes.map(({ unrounded }) => unrounded)) : 0;
    const unrounded = multiplyDivide(net * scale + before, rate.milliPercent, WHOLE);
    taxes.push({ rate, unrounded, rounded: multiplyDivide(unrounded, 1, scale) });
  }
  return { net, tax: sum(taxes.map(({ rounded }) => rounded)), taxes };
};

/** Takes the tax of one rate out of an amount that includes it. */
export const taxInGross = (
  gross: number,
  rate: TaxRate | undefined,
  decimals: number,
): TaxedAmount => {
  if (rate === undefined) return { net: gross, tax: 0, taxes: [] };
  const divisor = WHOLE + rate.milliPercent;
  const net = multiplyDivide(gross, WHOLE, divisor);
  const unrounded = multiplyDivide(gross * 10 ** (6 - decimals), rate.milliPercent, divisor);
  return { net, tax: gross - net, taxes: [{ rate, unrounded, rounded: gross - net }] };
};
