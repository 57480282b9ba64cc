import { add, type Cents, cents } from '@ml-connector/kernel';

/**
 * The tax that QuickBooks computes of a document: every rate of its tax item, or of the parts of its tax group, on the
 * sum of the taxable lines, each rounded to the cent, half a cent away from zero.
 * @param rates in percent, at most five decimals: `8.25`.
 */
export const quickBooksTax = (taxable: Cents, rates: readonly string[]): Cents =>
  add(...rates.map((rate) => percentOf(taxable, rate)));

const percentOf = (amount: Cents, rate: string): Cents => {
  const [whole = '0', fraction = ''] = rate.split('.');
  const scaled = BigInt(whole + fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS));
  const product = BigInt(amount) * scaled;
  const magnitude = product < 0n ? -product : product;
  const rounded = Number((magnitude + HALF) / WHOLE);
  return cents(product < 0n ? -rounded : rounded);
};

const DECIMALS = 5;
/** One hundred percent in units of the last decimal. */
const WHOLE = 100n * 10n ** BigInt(DECIMALS);
const HALF = WHOLE / 2n;
