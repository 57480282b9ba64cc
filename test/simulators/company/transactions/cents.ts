/** Cents of an amount of the request tables, such as `-12.30`. */
export function centsOf(amount: string): number {
  return Number(scaled(amount, 2));
}

/** `-12.30` of -1230 cents. */
export function amountOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Quantity times rate in cents, half a cent away from zero. */
export function extend(quantity: string, rate: string): number {
  return Number(divideRounded(scaled(quantity, 5) * scaled(rate, 5), 10n ** 8n));
}

/** A percentage of cents, half a cent away from zero. */
export function percentOf(cents: number, percent: string): number {
  return Number(divideRounded(BigInt(cents) * scaled(percent, 5), 10n ** 7n));
}

/** The rate that a quantity and an amount amount to, with at most five decimals. */
export function rateOf(cents: number, quantity: string): string | undefined {
  const divisor = scaled(quantity, 5);
  if (divisor === 0n) return undefined;
  const rate = divideRounded(BigInt(cents) * 10n ** 8n, divisor);
  const digits = String(rate < 0n ? -rate : rate).padStart(6, '0');
  const decimals = digits.slice(-5).replace(/0{1,3}$/, '');
  return `${rate < 0n ? '-' : ''}${digits.slice(0, -5)}.${decimals}`;
}

function scaled(text: string, decimals: number): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
  return negative ? -digits : digits;
}

function divideRounded(value: bigint, divisor: bigint): bigint {
  const negative = value < 0n !== divisor < 0n;
  const [top, bottom] = [value < 0n ? -value : value, divisor < 0n ? -divisor : divisor];
  const rounded = (2n * top + bottom) / (2n * bottom);
  return negative ? -rounded : rounded;
}
