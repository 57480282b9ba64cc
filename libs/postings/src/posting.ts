import {
  documentSchema,
  endingSchema,
  type Operation,
  operationSchema,
  POSTING_KINDS,
  reasonSchema,
  sourceSchema,
  wishSchema,
} from '@ml-connector/contracts';
import { z } from 'zod';

export const POSTING_STATES = [
  'waiting',
  'ready',
  'sent',
  'posted',
  'held',
  'in-doubt',
  'skipped',
  'voided',
] as const;
export type PostingState = (typeof POSTING_STATES)[number];

/**
 * One wish: QuickBooks shall hold this document for this source object. The state is that of the newest wish;
 * `document` says what stands in QuickBooks whatever the state.
 */
export const postingSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  kind: z.enum(POSTING_KINDS),
  source: sourceSchema,
  /** The shop's order that it belongs to; null for customers and items. */
  orderId: z.int().nullable(),
  /** Key of its events in the log. */
  key: z.string(),
  /** Number of events so far. */
  revision: z.int().positive(),
  state: z.enum(POSTING_STATES),
  wish: wishSchema,
  /** The revision at which the newest wish was set. */
  wishRevision: z.int().positive(),
  /** Set where the source no longer asks for the document. */
  withdrawn: reasonSchema.nullable(),
  /** How its document ends, where the rules say so of what the source withdrew. */
  ending: endingSchema.nullable().optional(),
  /** The set that it is part of; `handed` once the set was committed. */
  out: z
    .strictObject({
      setId: z.string(),
      requestId: z.string(),
      wishRevision: z.int(),
      operation: operationSchema,
      /** Fingerprint of the wish that it carries. */
      fingerprint: z.string(),
      /** The request that it carries, sealed, where a newer wish came meanwhile. */
      request: z.string().optional(),
      handed: z.boolean(),
    })
    .nullable(),
  document: documentSchema.nullable(),
  /** Fingerprint of the wish that the document fulfils. */
  fulfilledFingerprint: z.string().nullable(),
  /** The request of that wish, sealed, where the newest wish is another: what we wrote, to tell a person's edit. */
  fulfilledRequest: z.string().nullable().optional(),
  reason: reasonSchema.nullable(),
  /** `mapping`, `gateway` or a person. */
  heldBy: z.string().nullable(),
  /** Mapping could not finish the wish: not to be handed out, whatever a person says, until mapping decides again. */
  blocked: z.boolean(),
  waitingFor: z.string().nullable(),
  /** Who skipped it: `shop` may be undone by the shop, a person only by a person. */
  skippedBy: z.string().nullable(),
  /** How often QuickBooks refused the newest wish with a status that is worth another try. */
  refusals: z.int().nonnegative(),
  notBefore: z.iso.datetime().nullable(),
  /** The trace of the event that led to the newest wish, where it was traced. */
  traceparent: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Posting = z.infer<typeof postingSchema>;

const LIST_KINDS: ReadonlySet<Posting['kind']> = new Set(['customer', 'item']);

/** Whether it would put a new object into a list of the company file. */
export const makesListObject = ({ kind, document }: Pick<Posting, 'kind' | 'document'>): boolean =>
  document === null && LIST_KINDS.has(kind);

/** Whether a set may claim it at this time (milliseconds). */
export const isClaimable = (posting: Posting, now: number): boolean =>
  posting.state === 'ready' &&
  posting.out === null &&
  !posting.blocked &&
  (posting.notBefore === null || Date.parse(posting.notBefore) <= now);

/**
 * Whether others may refer to its document: a list object as soon as it exists, a transaction only while it stands as
 * it was wished (a payment must not follow an invoice that is in question) or after a person said that it is right.
 */
export const stands = ({ document, state }: Posting): boolean =>
  document !== null && (document.listId !== null || state === 'posted' || state === 'skipped');

/** Whether QuickBooks holds what the newest wish asks for. */
export const isFulfilled = (posting: Posting): boolean =>
  posting.document !== null && posting.document.wishRevision === posting.wishRevision;

/** What has to be asked of QuickBooks for it next. */
export const operationOf = ({
  document,
  ending,
}: Pick<Posting, 'document' | 'ending'>): Operation =>
  document === null ? 'add' : ending ? ending.operation : 'mod';

/** Whether QuickBooks holds something of it that counts in the books. */
export const isInBooks = ({ document, state }: Pick<Posting, 'document' | 'state'>): boolean =>
  document !== null && state !== 'voided';
