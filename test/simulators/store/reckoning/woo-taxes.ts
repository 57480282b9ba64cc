import { multiplyDivide, sum } from '../minor-units.js';
import type { CartRate, Micro } from './cart.js';

const WHOLE = 100_000;

/** A rate's part of the tax on one amount, to six decimals. */
export interface RateTax {
  readonly rate: CartRate;
  readonly amount: Micro;
}

/** On an amount without tax: plain rates on it, each compound rate on it and on all taxes before. */
export const exclusiveTaxes = (net: Micro, rates: readonly CartRate[]): readonly RateTax[] => {
  const taxes = rates
    .filter(({ compound }) => !compound)
    .map((rate) => ({ rate, amount: multiplyDivide(net, rate.milliPercent, WHOLE) }));
  for (const rate of rates.filter(({ compound }) => compound)) {
    const before = net + sum(taxes.map(({ amount }) => amount));
    taxes.push({ rate, amount: multiplyDivide(before, rate.milliPercent, WHOLE) });
  }
  return taxes;
};

/** In an amount with tax: compound rates are taken out first, the last of them before the others. */
export const inclusiveTaxes = (gross: Micro, rates: readonly CartRate[]): readonly RateTax[] => {
  const taxes: RateTax[] = [];
  let left = gross;
  for (const rate of rates.filter(({ compound }) => compound).toReversed()) {
    const amount = multiplyDivide(left, rate.milliPercent, WHOLE + rate.milliPercent);
    taxes.unshift({ rate, amount });
    left -= amount;
  }
  const plain = rates.filter(({ compound }) => !compound);
  const divisor = WHOLE + sum(plain.map(({ milliPercent }) => milliPercent));
  return [
    ...plain.map((rate) => ({ rate, amount: multiplyDivide(left, rate.milliPercent, divisor) })),
    ...taxes,
  ];
};

/** To the store's smallest unit, half a unit away from zero; taxes in prices that include them towards it. */
export const roundTo = (amount: Micro, decimals: number, half: 'up' | 'down' = 'up'): Micro => {
  const unit = 10 ** (6 - decimals);
  const size = Math.abs(amount);
  const whole = Math.floor(size / unit);
  const rest = size - whole * unit;
  const up = half === 'up' ? rest * 2 >= unit : rest * 2 > unit;
  const rounded = (whole + (up ? 1 : 0)) * unit;
  return amount < 0 ? 0 - rounded : rounded;
};
