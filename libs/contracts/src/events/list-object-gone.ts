import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';
import { MIRRORED_LISTS } from './list-object-seen.js';

/** QuickBooks says that this list object was deleted, or a full reading no longer showed it. */
export const listObjectGone = defineEvent({
  type: 'ListObjectGone',
  topic: TOPICS.lists,
  version: 1,
  data: z.strictObject({ list: z.enum(MIRRORED_LISTS), listId: z.string() }),
});
