import type { Posting } from '@ml-connector/postings';
import type { Lists } from '../company/company.js';

/** Whether a posting was decided by whoever knew all that the readings up to the last news showed. */
export const knowsTheLists = (
  { wish }: Pick<Posting, 'wish'>,
  { told }: Pick<Lists, 'told'>,
): boolean => (wish.readUpTo ?? 0) >= told;
