import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

export const POSTING_KINDS = [
  'customer',
  'item',
  'invoice',
  'sales-receipt',
  'sales-order',
  'payment',
  'credit-memo',
  'refund-payment',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** Why a person is needed, in a person's words. `code` is of the closed list in libs/postings. No customer data. */
export const reasonSchema = z.strictObject({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  fix: z.string(),
  /** The rule that mends it, e.g. `accounts.shipping`. */
  setting: z.string().nullable(),
});
export type Reason = z.infer<typeof reasonSchema>;

export const sourceSchema = z.strictObject({
  type: z.enum(['order', 'refund', 'customer', 'item']),
  /** The shop's id, or the name of one of the product's own items. */
  id: z.string(),
  number: z.string(),
});
export type PostingSource = z.infer<typeof sourceSchema>;

/** What QuickBooks shall hold, as mapping decided it once. */
export const wishSchema = z.strictObject({
  /** QuickBooks' own word for the object: Invoice, Customer, ItemOtherCharge, … */
  object: z.string(),
  /** The fields of its Add request (JSON of qbXML fields, with references to other postings), sealed under `shopper`'s key. */
  request: z.string(),
  shopper: z.string(),
  /** Keyed hash of the opened request: equal wishes have equal fingerprints. */
  fingerprint: z.string(),
  refNumber: z.string().nullable(),
  /** Minor units of the whole document; `null` for list objects. */
  total: z.int().nullable(),
  currency: z.string().nullable(),
  /** Postings whose documents this one refers to. */
  dependsOn: z.array(z.string()),
  /** Postings whose documents must have ended before: they use up what this one needs. Absent: none. */
  after: z.array(z.string()).optional(),
  rulesVersion: z.int().nonnegative(),
  /** `modifiedAt#readNumber` of the observation that it was decided from. */
  sourceVersion: z.string(),
  /** The newest reading of the company file's lists that was known whole when it was decided; absent: none. */
  readUpTo: z.int().nonnegative().optional(),
  /**
   * By rule, what a later change of the source does to the document: `change` it while nothing is applied to it (the
   * default), also where it is paid if the total stays (`change-paid`), or `hold`.
   */
  onChange: z.enum(['change', 'change-paid', 'hold']).optional(),
});
export type Wish = z.infer<typeof wishSchema>;

/** What stands in QuickBooks. */
export const documentSchema = z.strictObject({
  /** QuickBooks' own word: Invoice, Customer, … */
  type: z.string(),
  txnId: z.string().nullable(),
  listId: z.string().nullable(),
  refNumber: z.string().nullable(),
  /** Minor units as QuickBooks reckoned them; `null` for list objects. */
  total: z.int().nullable(),
  editSequence: z.string(),
  /** The wish that it fulfils. */
  wishRevision: z.int().nonnegative(),
  postedAt: z.iso.datetime(),
});
export type PostedDocument = z.infer<typeof documentSchema>;

export const operationSchema = z.enum(['add', 'mod', 'void', 'delete']);
export type Operation = z.infer<typeof operationSchema>;

/** How a document ends that the source withdrew after it was posted, and which other documents must have ended before. */
export const endingSchema = z.strictObject({
  operation: z.enum(['void', 'delete']),
  after: z.array(z.string()),
});
export type Ending = z.infer<typeof endingSchema>;

const ofPostings = <const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
) =>
  defineEvent({
    type,
    topic: TOPICS.postings,
    version: 1,
    data: z.strictObject({
      postingId: z.string(),
      /** Number of this event among the posting's, from 1 without gaps. */
      revision: z.int().positive(),
      ...shape,
    }),
  });

/** There shall be a document for this source. */
export const postingPlanned = ofPostings('PostingPlanned', {
  kind: z.enum(POSTING_KINDS),
  source: sourceSchema,
  orderId: z.int().nullable(),
  wish: wishSchema,
});

/** The document shall be different from what was wished before. */
export const postingRevised = ofPostings('PostingRevised', { wish: wishSchema });

/** The same document shall be, decided again knowing a newer reading of the company file's lists. */
export const postingConfirmed = ofPostings('PostingConfirmed', {
  readUpTo: z.int().nonnegative(),
});

/** The source no longer asks for this document. */
export const postingWithdrawn = ofPostings('PostingWithdrawn', {
  reason: reasonSchema,
  /** What the rules do about a document that stands; absent: a person decides. */
  end: endingSchema.optional(),
});

/** It cannot be handed out before another posting stands. */
export const postingWaiting = ofPostings('PostingWaiting', { waitingFor: z.string() });

/** A person must act. */
export const postingHeld = ofPostings('PostingHeld', { reason: reasonSchema, by: z.string() });

/** Nothing stands in the way any more. */
export const postingReleased = ofPostings('PostingReleased', {
  by: z.string(),
  why: z.string().nullable(),
});

/** It is part of a set that is being made. */
export const postingClaimed = ofPostings('PostingClaimed', {
  setId: z.string(),
  requestId: z.string(),
  wishRevision: z.int(),
  operation: operationSchema,
});

/** Its set was committed: from now on QuickBooks may have it. */
export const postingHanded = ofPostings('PostingHanded', { setId: z.string() });

/** It stands in QuickBooks: by our request, or found there (`adopted`). */
export const postingPosted = ofPostings('PostingPosted', {
  setId: z.string().nullable(),
  adopted: z.boolean(),
  document: documentSchema,
  /** SHA-256 of the answer's bytes, in hexadecimal; `null` where it was adopted. */
  answerHash: z.string().nullable(),
  note: z.string().nullable(),
});

/** QuickBooks refused it, and said so. */
export const postingRefused = ofPostings('PostingRefused', {
  setId: z.string(),
  statusCode: z.int(),
  /** What follows: again at `notBefore`, or a hold (its own event). */
  again: z.boolean(),
  notBefore: z.iso.datetime().nullable(),
});

/** No answer came, or none that says what happened. */
export const postingInDoubt = ofPostings('PostingInDoubt', { setId: z.string() });

/** The doubt is over: the document is surely not in QuickBooks (found documents are PostingPosted). */
export const postingResolved = ofPostings('PostingResolved', {
  setId: z.string(),
  evidence: z.string(),
});

/** It will not be posted: a person said so, or the source withdrew it before it left. */
export const postingSkipped = ofPostings('PostingSkipped', {
  by: z.string(),
  why: z.string().nullable(),
});

/** Its document was voided or deleted in QuickBooks. */
export const postingVoided = ofPostings('PostingVoided', {
  by: z.string(),
  note: z.string().nullable(),
});

export const POSTING_EVENTS = [
  postingPlanned,
  postingRevised,
  postingConfirmed,
  postingWithdrawn,
  postingWaiting,
  postingHeld,
  postingReleased,
  postingClaimed,
  postingHanded,
  postingPosted,
  postingRefused,
  postingInDoubt,
  postingResolved,
  postingSkipped,
  postingVoided,
] as const;
