import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/**
 * A reading of the company file's lists is complete: every ListObjectSeen of it was appended before. Appended once to
 * the key of the company (not of a list object), so readers treat it as a hint to decide waiting orders again.
 */
export const listsRead = defineEvent({
  type: 'ListsRead',
  topic: TOPICS.lists,
  version: 1,
  data: z.strictObject({
    readingId: z.string(),
    full: z.boolean(),
    objects: z.int().nonnegative(),
  }),
});
