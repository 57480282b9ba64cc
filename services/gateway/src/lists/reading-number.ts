import type { Lists } from '../company/company.js';

/** The number of the next reading: larger than every one before, also where our store forgot the last ones. */
export const nextReading = ({ begun }: Pick<Lists, 'begun'>, now: number): number =>
  Math.max(begun + 1, now);

/** The lists as a reading begins. One that broke off before is owed: what it told counts from the end of this one on. */
export const withReadingBegun = (lists: Lists, now: number): Lists => ({
  ...lists,
  begun: nextReading(lists, now),
  owed: lists.owed || lists.begun !== lists.ended,
});
