import type { BooksContext } from './books-context.js';
import { holdReason } from './hold-reasons.js';
import type { Readable } from './sale-line.js';

/** A day that the books still take. What is closed is never opened by us. */
export const openDay = (
  day: string,
  { company }: Pick<BooksContext, 'company'>,
): Readable<string> => {
  const { closingDate } = company;
  return closingDate === null || day > closingDate
    ? { value: day }
    : {
        hold: holdReason(
          'PERIOD_CLOSED',
          `It is dated ${day}, the books are closed up to ${closingDate}.`,
        ),
      };
};
