import { AppError } from './app-error.js';

/** An amount in minor units (cents) as a safe integer. Money is never a fraction and never a float. */
export type Cents = number & { readonly unit: 'cents' };

const LARGEST = Number.MAX_SAFE_INTEGER;

/** @throws AppError AMOUNT_INVALID if it is not a safe integer. */
export const cents = (minorUnits: number): Cents => {
  const amount = minorUnits === 0 ? 0 : minorUnits;
  if (!isCents(amount))
    throw new AppError('AMOUNT_INVALID', `${amount} is not a whole number of minor units.`);
  return amount;
};

const isCents = (amount: number): amount is Cents => Number.isSafeInteger(amount);

export const ZERO: Cents = cents(0);

export const add = (...amounts: readonly Cents[]): Cents =>
  cents(amounts.reduce((sum: number, amount) => sum + amount, 0));

export const subtract = (from: Cents, amount: Cents): Cents => cents(from - amount);

export const negate = (amount: Cents): Cents => cents(0 - amount);

const DECIMAL = /^([+-]?)(\d{1,20})(?:\.(\d{1,20}))?$/;

/**
 * Reads a decimal string exactly, e.g. `"19.9"`, `"-0.95"`, `"60.000000"`.
 * @returns the amount, or `null` if it needs a third decimal (`"0.005"`): QuickBooks keeps two.
 * @throws AppError AMOUNT_INVALID if it is not a decimal number or too large.
 */
export const parseCents = (text: string): Cents | null => {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new AppError('AMOUNT_INVALID', 'An amount is not a decimal number.');
  const [, sign, whole = '0', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(2))) return null;
  const units = BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, '0'));
  if (units > BigInt(LARGEST)) throw new AppError('AMOUNT_INVALID', 'An amount is too large.');
  return cents(sign === '-' ? -Number(units) : Number(units));
};

/** Two decimals, as qbXML's AMTTYPE wants it: `-0.95`, `1234.00`. */
export const formatCents = (amount: Cents): string => {
  const digits = Math.abs(amount).toString().padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * Splits an amount by weights so that the parts add up to it exactly: largest remainder, ties to the earlier part.
 * Weights are whole numbers of any size and sign pattern that does not add up to zero.
 * @throws AppError AMOUNT_INVALID if the weights add up to zero.
 */
export const allocate = (amount: Cents, weights: readonly number[]): readonly Cents[] => {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n)
    throw new AppError('AMOUNT_INVALID', 'Weights that add up to zero split nothing.');
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    const floor = floorDivide(product, total);
    return { index, floor, remainder: absolute(product - floor * total) };
  });
  const left = Number(BigInt(amount) - shares.reduce((sum, share) => sum + share.floor, 0n));
  const raised = new Set(
    shares
      .toSorted((a, b) => Number(b.remainder - a.remainder) || a.index - b.index)
      .slice(0, left)
      .map((share) => share.index),
  );
  return shares.map((share) => cents(Number(share.floor) + (raised.has(share.index) ? 1 : 0)));
};

/**
 * So much of an amount as a part is of its whole, to the minor unit, halves away from zero.
 * @throws AppError AMOUNT_INVALID where the whole is zero.
 */
export const proportion = (amount: Cents, part: Cents, whole: Cents): Cents => {
  if (whole === 0) throw new AppError('AMOUNT_INVALID', 'Nothing has no parts.');
  const product = BigInt(amount) * BigInt(part);
  const unit = absolute(BigInt(whole));
  const rounded = (absolute(product) * 2n + unit) / (unit * 2n);
  return cents(Number(product < 0n !== whole < 0 ? -rounded : rounded));
};

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
};
