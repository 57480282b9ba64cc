import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

const inboxSchema = z.strictObject({
  topic: z.string(),
  key: z.string(),
  /** The event as it is to be appended, personal parts sealed. */
  value: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Milliseconds since 1970; later ones are larger within a process. */
  at: z.int().nonnegative(),
});
export type InboxDocument = z.infer<typeof inboxSchema>;

/** Events that were acknowledged while the log did not take them, by `topic|event id`: one that comes twice stands once. */
export const INBOX = {
  name: 'inbox',
  schema: inboxSchema,
  indexes: { byTime: ['at'] },
} as const satisfies CollectionDefinition<InboxDocument, 'byTime'>;
