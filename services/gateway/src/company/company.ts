import { connectorOutcomeSchema } from '@ml-connector/connections';
import { reasonSchema } from '@ml-connector/contracts';
import { CAPPED } from '@ml-connector/postings';
import { z } from 'zod';
import { todaySchema } from '../caps/daily-count.js';
import { probeSchema } from '../recovery/probe.js';
import { FIRST_LIMIT } from '../sets/set-limit.js';

/** The company file that the connection was paired with, as it introduced itself. */
const pairingSchema = z.strictObject({
  companyName: z.string(),
  filePath: z.string(),
  /** The FileID of the connection then; a new one means a new pairing. */
  fileId: z.string(),
  /** Whether QuickBooks ever showed our FileID on it. */
  stampSeen: z.boolean(),
  pairedAt: z.iso.datetime(),
});
export type Pairing = z.infer<typeof pairingSchema>;

/** Our list object in the company file, as last seen or made. `token` is the id of the set that wrote it last. */
const fenceSchema = z.strictObject({
  listId: z.string(),
  editSequence: z.string(),
  token: z.string().nullable(),
});
export type Fence = z.infer<typeof fenceSchema>;

/** What QuickBooks said to one request of a set, without saying whether the document stands. */
const undecidedSchema = z.strictObject({
  requestId: z.string(),
  statusCode: z.int().nullable(),
  reason: reasonSchema.nullable(),
  /** Where the document turns out not to stand, trying again does not help. */
  lasting: z.boolean().exactOptional(),
});
export type Undecided = z.infer<typeof undecidedSchema>;

/**
 * The one set of this company whose outcome is not applied yet. `out`: handed out, no answer; then, in order, what
 * recovery does about it: `move` the fence, `resend` the same bytes, `probe` for what was stamped into the documents.
 */
const openSetSchema = z.strictObject({
  setId: z.string(),
  epoch: z.int(),
  committedAt: z.iso.datetime(),
  fenceEditSequence: z.string().nullable(),
  /** When its token was first seen in the fence: QuickBooks had begun to execute it. */
  beganSeenAt: z.iso.datetime().nullable(),
  stage: z.enum(['out', 'move', 'resend', 'probe']),
  /** To which computer it went; null where that is not known. */
  computer: z.string().nullable().default(null),
  /** Where an answer left only some in doubt; null: all of them are. */
  undecided: z.array(undecidedSchema).nullable(),
  probe: probeSchema.nullable(),
});
export type OpenSet = z.infer<typeof openSetSchema>;

/** Our own store is older than the company file: what was posted since is read and remembered before any write. */
const rereadSchema = z.strictObject({
  since: z.iso.datetime(),
  found: z.int(),
  /** Until then a set that our store does not know may still be running on some PC: nothing is read before. */
  settlesAt: z.iso.datetime().nullable().default(null),
  /** Nothing was noticed: without the fence every session that writes looks first. */
  isRoutine: z.boolean().exactOptional(),
});
export type Reread = z.infer<typeof rereadSchema>;

/** The company file is older than our store: what was posted since is looked for, and what vanished is named. */
const vanishedSchema = z.strictObject({
  since: z.iso.datetime(),
  cursor: z.string().nullable(),
  asked: z.array(z.string()),
  missing: z.int(),
});
export type Vanished = z.infer<typeof vanishedSchema>;

const PAGED = ['Entity', 'Item'] as const;
export type PagedList = (typeof PAGED)[number];

const listsSchema = z.strictObject({
  /** When a reading was complete the last time; null: never. */
  readAt: z.iso.datetime().nullable(),
  /** The newest TimeModified that QuickBooks showed, by its own clock; null: everything is to be read. */
  modifiedUpTo: z.iso.datetime().nullable(),
  /** Number of the reading that began last. Numbers are milliseconds by our clock: they grow, also over a restored store. */
  begun: z.int().default(0),
  /** Number of the reading that ended last; another than `begun`: one is under way, or broke off. */
  ended: z.int().default(0),
  /** A reading broke off: what it showed may have been told without saying that it was whole. */
  owed: z.boolean().default(false),
  /** The newest reading that showed anything new. Whoever wants a list object made must know it. */
  told: z.int().default(0),
});
export type Lists = z.infer<typeof listsSchema>;
export const UNREAD_LISTS: Lists = {
  readAt: null,
  modifiedUpTo: null,
  begun: 0,
  ended: 0,
  owed: false,
  told: 0,
};

/** A reading in progress. Iterators live only as long as the session: a broken reading starts again. */
const readingSchema = z.strictObject({
  readingId: z.string(),
  full: z.boolean(),
  /** How many objects were news. */
  objects: z.int(),
  newest: z.iso.datetime().nullable(),
  iterators: z.partialRecord(z.enum(PAGED), z.string()),
  /** One set may go out before the next page is read: a long list holds nobody up. */
  letsPass: z.boolean().default(false),
});
export type Reading = z.infer<typeof readingSchema>;

const ASKED = [
  'identity',
  'fence-find',
  'fence-read',
  'fence-make',
  'fence-move',
  'post',
  'resend',
  'probe',
  'reread',
  'vanished',
  'lists',
  'lookup',
  'standing',
] as const;
export type Purpose = (typeof ASKED)[number];

const sessionSchema = z.strictObject({
  /** SHA-256 of the ticket. */
  id: z.string(),
  epoch: z.int(),
  openedAt: z.iso.datetime(),
  lastCallAt: z.iso.datetime(),
  /** Set once: what an earlier session left was put in order. */
  prepared: z.boolean(),
  qbxmlVersion: z.string(),
  filePath: z.string(),
  identified: z.boolean(),
  /** See {@link Identity.computer}. */
  computer: z.string().nullable().default(null),
  /** What the Web Connector has in hand. */
  asked: z
    .strictObject({
      purpose: z.enum(ASKED),
      setId: z.string(),
      /** How many requests wait for an answer; 0 where an answer may leave some out. */
      count: z.int().default(0),
    })
    .nullable(),
  /** The fence is not what we believed: read it before the next write. */
  fenceUnsure: z.boolean(),
  fenceMissing: z.boolean(),
  /** How often the fence had moved when a set came to it. */
  staleFences: z.int(),
  reading: readingSchema.nullable(),
  /** When a reading of this session ended last, and how long it took; what makes list objects goes out only soon after. */
  listsReadAt: z.iso.datetime().nullable().default(null),
  listsTookMs: z.int().nonnegative().default(0),
  /** Iterator of the reread in progress by transaction type; null: not begun in this session. */
  rereading: z.record(z.string(), z.string()).nullable(),
  /** Postings to look up in QuickBooks, because it refused them for what stands there. */
  lookups: z.array(z.string()),
  /** Postings whose documents are being read before they are changed. */
  standing: z.array(z.string()).optional(),
  /** The mirror got new objects in this session: mapping may still be thinking. */
  learnt: z.boolean(),
  waits: z.int(),
  /** Not before this time (ISO) is anything asked: the fence counts in seconds. */
  pauseUntil: z.iso.datetime().nullable(),
  sets: z.int(),
  posted: z.int(),
  held: z.int(),
  /** What getLastError says. */
  says: z.string().nullable(),
  /** What stood in its way, for machines; see {@link connectorOutcomeSchema}. */
  cause: z.string().nullable().default(null),
  /** How it ended. */
  over: z.enum(['done', 'error', 'taken-over', 'expired']).nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Everything that the gateway knows of one connection's company file: one document, so that one compare-and-set decides. */
export const companySchema = z.strictObject({
  connectionId: z.string(),
  /** Grows with every session: a call of an older one changes nothing. */
  epoch: z.int(),
  pairing: pairingSchema.nullable(),
  fence: fenceSchema.nullable(),
  /** Set where the connection goes without the fence; `fence` is null then. */
  isUnfenced: z.boolean().exactOptional(),
  openSet: openSetSchema.nullable(),
  reread: rereadSchema.nullable(),
  vanished: vanishedSchema.nullable(),
  lists: listsSchema,
  /** The largest number of documents in the next set. */
  setLimit: z.int().positive(),
  /** Ids of postings of sets that QuickBooks could not read, a list for each: at least one of each list is at fault. Absent: none. */
  suspects: z.array(z.array(z.string())).exactOptional(),
  /** Absent: nothing that counts ever went. */
  today: todaySchema.exactOptional(),
  /** The caps that may hold postings. Absent: none does. */
  capped: z.array(z.enum(CAPPED)).exactOptional(),
  /** The newest qbXML that this QuickBooks accepted, where it refused a newer one. */
  versionCap: z.string().nullable(),
  session: sessionSchema.nullable(),
  lastOutcome: connectorOutcomeSchema.nullable(),
  /** When a session last changed something in the company file. */
  lastWriteAt: z.iso.datetime().nullable(),
});
export type Company = z.infer<typeof companySchema>;

/** A connection that no Web Connector ever called for. */
export const newCompany = (connectionId: string): Company => ({
  connectionId,
  epoch: 0,
  pairing: null,
  fence: null,
  openSet: null,
  reread: null,
  vanished: null,
  lists: UNREAD_LISTS,
  setLimit: FIRST_LIMIT,
  versionCap: null,
  session: null,
  lastOutcome: null,
  lastWriteAt: null,
});
