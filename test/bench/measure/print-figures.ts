import type { Figure } from '../bench-part.js';
import type { Spread } from './spread.js';

const NAME_WIDTH = 58;

/** Prints each figure with its spread, its baseline and the ratio between the two. */
export const printFigures = (figures: readonly Figure[]): void => {
  for (const { what, unit, measured, baseline, goal } of figures) {
    const aim = goal === undefined ? '' : `   goal ${goal}`;
    console.log(`  ${what.padEnd(NAME_WIDTH)}${show(measured)} ${unit}${aim}`);
    if (!baseline) continue;
    const ratio =
      baseline.measured.median === 0
        ? '-'
        : (measured.median / baseline.measured.median).toFixed(2);
    console.log(
      `    beside ${baseline.what.padEnd(NAME_WIDTH - 9)}${show(baseline.measured)} ${unit}   ratio ${ratio}`,
    );
  }
};

const show = ({ median, low, high }: Spread): string =>
  `${digits(median).padStart(9)}  (${digits(low)} to ${digits(high)})`;

const digits = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};
