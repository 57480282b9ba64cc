/** A figure over several rounds: the machine is noisy, so one number alone says little. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError for no values. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: percentile(sorted, 50),
    low: percentile(sorted, 0),
    high: percentile(sorted, 100),
  };
};

/** The nearest-rank percentile of values sorted upwards. @throws RangeError for no values. */
export const percentile = (sorted: readonly number[], percent: number): number => {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('There is nothing to rank.');
  return value;
};
