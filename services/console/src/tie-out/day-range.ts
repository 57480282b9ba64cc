import { z } from 'zod';
import { wrongMeaning } from '@ml-connector/platform';
import type { DayRange } from './read-tie-out.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

export const tieOutQuery = z.strictObject({
  from: z.iso.date().describe("First day in the shop's zone."),
  to: z.iso.date().describe(`Last day, inclusive; at most ${MOST_DAYS} days in all.`),
});

/** @throws Problem 422 for a range that ends before it begins or is too long. */
export const checkRange = (range: DayRange): DayRange => {
  const days = (Date.parse(range.to) - Date.parse(range.from)) / DAY_MS + 1;
  if (days < 1) throw wrongMeaning([{ path: 'to', message: 'The last day is before the first.' }]);
  if (days > MOST_DAYS)
    throw wrongMeaning([{ path: 'to', message: `At most ${MOST_DAYS} days can be compared.` }]);
  return range;
};
