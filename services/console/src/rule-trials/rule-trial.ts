import { rulesSchema } from '@ml-connector/connections';
import { POSTING_KINDS, reasonSchema } from '@ml-connector/contracts';
import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

export const TRIAL_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export const TRIAL_CHANGES = [
  'newly-held',
  'no-longer-held',
  'newly-posted',
  'no-longer-posted',
  'documents-differ',
  'reason-differs',
] as const;

const count = z.int().nonnegative();

/** What the orders come to under one set of rules. */
const sideSchema = z.strictObject({
  posts: count,
  held: count,
  nothing: count,
  /** By currency, of the sales that would be posted. Minor units. */
  totals: z.record(z.string(), z.int()),
});
export type TrialSide = z.infer<typeof sideSchema>;

const summarySchema = z.strictObject({
  changed: count,
  changes: z.record(z.enum(TRIAL_CHANGES), count),
  /** Orders that cannot be decided again: erased, or not readable. */
  undecidable: count,
  /** Changed orders of which no details are kept. */
  unlisted: count,
  before: sideSchema,
  after: sideSchema,
});
export type TrialSummary = z.infer<typeof summarySchema>;

/** Known orders decided anew with proposed rules, to see what would change. A job, not an event: it changes nothing. */
export const ruleTrialSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  rules: rulesSchema,
  /** The version of the rules in force that it is compared with. */
  rulesVersion: count,
  /** Orders created from this moment on, and before that one. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** The most orders that are looked at. */
  limit: z.int().positive(),
  state: z.enum(TRIAL_STATES),
  progress: z.strictObject({ seen: count, new: count, remaining: count.nullable() }),
  summary: summarySchema,
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type RuleTrial = z.infer<typeof ruleTrialSchema>;

export const RULE_TRIALS = {
  name: 'rule-trials',
  schema: ruleTrialSchema,
  indexes: { byState: ['state', 'createdAt'], byConnection: ['connectionId', 'createdAt'] },
} as const satisfies CollectionDefinition<RuleTrial>;

const shownSchema = z.strictObject({
  documents: z.array(
    z.strictObject({
      kind: z.enum(POSTING_KINDS),
      number: z.string().nullable(),
      total: z.string().nullable(),
      currency: z.string().nullable(),
      lines: z.array(
        z.strictObject({
          item: z.string(),
          description: z.string(),
          quantity: z.string().nullable(),
          amount: z.string(),
        }),
      ),
    }),
  ),
  held: z.array(reasonSchema),
  skipped: z.string().nullable(),
});

/** An order that becomes something else, without anything that says who bought. */
export const trialOrderSchema = z.strictObject({
  trialId: z.string(),
  orderId: z.int().positive(),
  number: z.string(),
  createdAt: z.iso.datetime(),
  change: z.enum(TRIAL_CHANGES),
  before: shownSchema,
  after: shownSchema,
});
export type TrialOrder = z.infer<typeof trialOrderSchema>;

export const TRIAL_ORDERS = {
  name: 'rule-trial-orders',
  schema: trialOrderSchema,
  indexes: {
    byTrial: ['trialId', 'createdAt'],
    byChange: ['trialId', 'change', 'createdAt'],
  },
} as const satisfies CollectionDefinition<TrialOrder>;

const NO_SIDE: TrialSide = { posts: 0, held: 0, nothing: 0, totals: {} };

export const EMPTY_SUMMARY: TrialSummary = {
  changed: 0,
  changes: {
    'newly-held': 0,
    'no-longer-held': 0,
    'newly-posted': 0,
    'no-longer-posted': 0,
    'documents-differ': 0,
    'reason-differs': 0,
  },
  undecidable: 0,
  unlisted: 0,
  before: NO_SIDE,
  after: NO_SIDE,
};

/** `now` is ISO 8601 UTC. */
export const newRuleTrial = (
  asked: Pick<
    RuleTrial,
    'id' | 'connectionId' | 'rules' | 'rulesVersion' | 'from' | 'to' | 'limit'
  >,
  now: string,
): RuleTrial => ({
  ...asked,
  state: 'queued',
  progress: { seen: 0, new: 0, remaining: null },
  summary: EMPTY_SUMMARY,
  error: null,
  createdAt: now,
  updatedAt: now,
});
