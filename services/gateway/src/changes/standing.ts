import type { CollectionDefinition } from '@ml-connector/document-store';
import type { Posting } from '@ml-connector/postings';
import { z } from 'zod';

/** How a document of ours stood when it was read before its change. Facts only, no personal data. */
export const standingSchema = z.strictObject({
  /** The session and the revision of the posting that it was read for: for any other it is too old. */
  sessionId: z.string(),
  postingRevision: z.int(),
  editSequence: z.string(),
  /** In the order of the lines as we wrote them; empty where they are no longer those. */
  lineIds: z.array(z.string()),
  /** EditSequence of the state that a person was shown as edited: retried after that, it is written over. */
  shown: z.string().nullable(),
});
export type Standing = z.infer<typeof standingSchema>;

/** By posting. A cache: what is lost is read again, and shown again. */
export const STANDINGS = {
  name: 'standings',
  schema: standingSchema,
  indexes: {},
} as const satisfies CollectionDefinition<Standing>;

/** Whether a posting's document is a transaction that is to be changed or to end: it is read before. */
export const changesTransaction = ({ document }: Pick<Posting, 'document'>): boolean =>
  document?.txnId !== undefined && document.txnId !== null;

export const isFresh = (
  standing: Standing | undefined,
  posting: Posting,
  sessionId: string,
): standing is Standing =>
  standing !== undefined &&
  standing.sessionId === sessionId &&
  standing.postingRevision === posting.revision;
