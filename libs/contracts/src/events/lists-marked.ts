import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/**
 * Everything in this partition that readings of the company file up to `readUpTo` showed was appended before. Told in
 * every partition: who has seen all of them knows these readings whole.
 */
export const listsMarked = defineEvent({
  type: 'ListsMarked',
  topic: TOPICS.lists,
  version: 1,
  data: z.strictObject({
    /** Number of a reading; later ones have larger numbers. */
    readUpTo: z.int().positive(),
    partition: z.int().nonnegative(),
    /** How many there are. */
    partitions: z.int().positive(),
  }),
});
