import type { Rules } from '@ml-connector/connections';
import { type Cents, parseCents, ZERO } from '@ml-connector/kernel';

/** The largest difference that may go to the rounding line, in minor units. */
export const roundingLimitOf = ({ roundingLimit }: Pick<Rules, 'roundingLimit'>): Cents =>
  parseCents(roundingLimit) ?? ZERO;
