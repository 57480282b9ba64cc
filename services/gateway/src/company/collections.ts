import { operationSchema, POSTING_KINDS } from '@ml-connector/contracts';
import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';
import { foundDocumentSchema, type FoundDocument } from '../recovery/found-document.js';
import { deletionSchema, type Deletion } from '../recovery/deletions.js';
import { companySchema } from './company.js';

/** By connection id. */
export const COMPANIES = {
  name: 'companies',
  schema: companySchema,
  indexes: {},
} as const satisfies CollectionDefinition<z.infer<typeof companySchema>>;

const ticketSchema = z.strictObject({ connectionId: z.string(), epoch: z.int() });

/** Tickets of sessions under way, by SHA-256 of the ticket. What the session does stands in its company. */
export const SESSIONS = {
  name: 'sessions',
  schema: ticketSchema,
  indexes: {},
} as const satisfies CollectionDefinition<z.infer<typeof ticketSchema>>;

const setItemSchema = z.strictObject({
  postingId: z.string(),
  requestId: z.string(),
  wishRevision: z.int(),
  operation: operationSchema,
  kind: z.enum(POSTING_KINDS),
  /** QuickBooks' own word: Invoice, Customer, … */
  object: z.string(),
  refNumber: z.string().nullable(),
  total: z.int().nullable(),
  refusals: z.int(),
  /** For list objects and changes of transactions: the fields as they shall stand (JSON), sealed. */
  fields: z.string().nullable(),
  /** Of the transaction that is changed or ends. */
  txnId: z.string().nullable().optional(),
});
export type SetItem = z.infer<typeof setItemSchema>;

const setSchema = z.strictObject({
  connectionId: z.string(),
  epoch: z.int(),
  purpose: z.enum(['post', 'fence']),
  /** The exact bytes, sealed under the company's key. */
  bytes: z.string(),
  items: z.array(setItemSchema),
  fenceEditSequence: z.string().nullable(),
  madeAt: z.iso.datetime(),
});
export type MessageSet = z.infer<typeof setSchema>;

/** Every set that may change something in a company file, by set id. Written once. */
export const SETS = {
  name: 'sets',
  schema: setSchema,
  indexes: {},
} as const satisfies CollectionDefinition<MessageSet>;

const answerSchema = z.strictObject({
  connectionId: z.string(),
  /** As it came, sealed under the company's key. */
  raw: z.string(),
  answerHash: z.string(),
  at: z.iso.datetime(),
});
export type StoredAnswer = z.infer<typeof answerSchema>;

/** The answer to a set, by set id: the first one stands. */
export const ANSWERS = {
  name: 'answers',
  schema: answerSchema,
  indexes: {},
} as const satisfies CollectionDefinition<StoredAnswer>;

/** Documents that stand already, by the posting that their memo names: adopted instead of sent. */
export const ADOPTIONS = {
  name: 'adoptions',
  schema: foundDocumentSchema,
  indexes: {},
} as const satisfies CollectionDefinition<FoundDocument>;

/** What a person deleted in the company file while our store was older: held instead of posted again, once. */
export const DELETIONS = {
  name: 'deletions',
  schema: deletionSchema,
  indexes: {},
} as const satisfies CollectionDefinition<Deletion>;

const writtenSchema = z.strictObject({
  /** The fields of a list object as we wrote them last (JSON), sealed under the company's key. */
  fields: z.string(),
  /** A newer EditSequence than the posting's, read after a refusal. */
  editSequence: z.string().nullable(),
});

/** What we wrote last into list objects, by posting: compared before an edit of a person would be overwritten. */
export const WRITTEN = {
  name: 'written',
  schema: writtenSchema,
  indexes: {},
} as const satisfies CollectionDefinition<z.infer<typeof writtenSchema>>;
