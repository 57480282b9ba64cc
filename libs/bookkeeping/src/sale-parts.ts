import { add, type Cents, formatCents, subtract } from '@ml-connector/kernel';
import type { TaxLine } from '@ml-connector/woocommerce';
import { holdReason } from './hold-reasons.js';
import type { RateLine, Readable, SaleLine } from './sale-line.js';

/** What a shop's own figures say of a sale or a refund: all of its parts, taxes among them, and its total. */
export interface SaleParts {
  readonly lines: readonly SaleLine[];
  readonly total: Cents;
}

/**
 * Parts that miss the total by no more than the limit; those of nothing are left out, but for products, and for rates
 * whose tax came to nothing: which rates a line is taxed by does not depend on it.
 */
export const partsWithin = (
  lines: readonly SaleLine[],
  { total, roundingLimit }: { readonly total: Cents; readonly roundingLimit: Cents },
): Readable<SaleParts> => {
  const kept = lines.filter(
    (line) => line.kind === 'product' || line.amount !== 0 || isRateLine(line),
  );
  const sum = sumOf(kept);
  const difference = subtract(total, sum);
  if (Math.abs(difference) > roundingLimit) {
    const detail = `Parts ${formatCents(sum)}, total ${formatCents(total)}, difference ${formatCents(difference)}.`;
    return { hold: holdReason('TOTAL_DIFFERS', detail) };
  }
  return { value: { lines: kept, total } };
};

/** The tax of one rate of the shop. */
export const isRateLine = (line: SaleLine): line is RateLine & { readonly rate: TaxLine } =>
  line.kind === 'tax' && line.rate !== null;

export const sumOf = (lines: readonly SaleLine[]): Cents =>
  add(...lines.map(({ amount }) => amount));

/** Discounts that stand side by side as one: who takes off what was taxed matters only where QuickBooks computes the tax. */
export const withOneDiscount = (lines: readonly SaleLine[]): readonly SaleLine[] => {
  const merged: SaleLine[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (line.kind === 'discount' && last?.kind === 'discount')
      merged.splice(-1, 1, { ...last, amount: add(last.amount, line.amount), rates: [] });
    else merged.push(line);
  }
  return merged;
};

/** The line that evens out a difference; none where there is none. It is never taxed. */
export const roundingLines = (difference: Cents): readonly SaleLine[] =>
  difference === 0
    ? []
    : [{ kind: 'rounding', amount: difference, name: 'Rounding', rates: [], by: null }];
