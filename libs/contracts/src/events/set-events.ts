import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

const ofSets = <const Type extends string, Data>(type: Type, data: z.ZodType<Data>) =>
  defineEvent({ type, topic: TOPICS.sets, version: 1, data });

/** These bytes may leave for QuickBooks from now on. Appended before the first of them does. */
export const setCommitted = ofSets(
  'SetCommitted',
  z.strictObject({
    setId: z.string(),
    epoch: z.int().nonnegative(),
    purpose: z.string(),
    /** SHA-256 of the exact bytes, in hexadecimal. */
    bytesHash: z.string(),
    /** EditSequence of the fence that the set carries; absent for a set that only reads. */
    fenceEditSequence: z.string().nullable(),
    postings: z.array(
      z.strictObject({ postingId: z.string(), requestId: z.string(), revision: z.int() }),
    ),
  }),
);

/** The first answer to a set, or the first word that no answer will come. */
export const setAnswered = ofSets(
  'SetAnswered',
  z.strictObject({
    setId: z.string(),
    /** SHA-256 of the exact bytes, in hexadecimal; `null` where an hresult came instead. */
    answerHash: z.string().nullable(),
    hresult: z.string().nullable(),
    statuses: z.array(z.strictObject({ requestId: z.string(), statusCode: z.int() })),
  }),
);

/** The fence object got a new EditSequence: no set that carries an older one can execute any more. */
export const fenceMoved = ofSets(
  'FenceMoved',
  z.strictObject({
    epoch: z.int(),
    listId: z.string(),
    editSequence: z.string(),
    previous: z.string().nullable(),
  }),
);

/** The connection and the company file were paired. */
export const companyBound = ofSets(
  'CompanyBound',
  z.strictObject({
    companyName: z.string(),
    stamp: z.enum(['present', 'absent']),
    fenceListId: z.string().nullable(),
  }),
);

/** Another company file than the paired one was open: nothing was written. */
export const companyMismatch = ofSets(
  'CompanyMismatch',
  z.strictObject({ code: z.string(), detail: z.string() }),
);

/** A session that did something is over; an idle poll leaves no event. */
export const sessionEnded = ofSets(
  'SessionEnded',
  z.strictObject({
    sessionId: z.string(),
    epoch: z.int(),
    outcome: z.enum(['done', 'error', 'taken-over', 'expired']),
    sets: z.int(),
    posted: z.int(),
    held: z.int(),
    note: z.string().nullable(),
  }),
);
