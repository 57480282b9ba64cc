/** The simulator's own arithmetic: whole numbers of the store's smallest unit, rounded half away from zero. */

/** `a * b / c`, rounded half away from zero, exact for any size of the product. */
export const multiplyDivide = (a: number, b: number, c: number): number => {
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  const negative = product < 0n !== divisor < 0n;
  const [top, bottom] = [product < 0n ? -product : product, divisor < 0n ? -divisor : divisor];
  const rounded = Number((2n * top + bottom) / (2n * bottom));
  return negative ? 0 - rounded : rounded;
};

/** `1234` with 2 decimals is `"12.34"`. */
export const asText = (units: number, decimals: number): string => {
  const digits = Math.abs(units)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${units < 0 ? '-' : ''}${whole}${fraction}`;
};

/** `"12.34"` with 2 decimals is `1234`; more decimals are rounded. */
export const asUnits = (text: string, decimals: number): number => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`"${text}" is not an amount.`);
  const [, sign, whole = '0', fraction = ''] = match;
  const exact = BigInt(`${whole}${fraction}`) * 10n ** BigInt(decimals);
  const divisor = 10n ** BigInt(fraction.length);
  const units = Number((2n * exact + divisor) / (2n * divisor));
  return sign === '-' ? 0 - units : units;
};

/** Millionths as WooCommerce writes unrounded taxes: `"6.383361"`, `"0.931"`. */
export const asUnrounded = (millionths: number): string =>
  asText(millionths, 6).replace(/\.?0+$/, '') || '0';

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
