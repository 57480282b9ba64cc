import { reasonSchema } from '@ml-connector/contracts';
import { pagingShape } from '@ml-connector/platform';
import { z } from 'zod';
import { momentSchema } from '../http/moment.js';
import { decimal, moneySchema } from '../http/money.js';
import { shownDocument } from '../preview/preview-requests.js';
import { putRulesBody } from '../rules/rules-requests.js';
import {
  type RuleTrial,
  TRIAL_CHANGES,
  TRIAL_STATES,
  type TrialOrder,
  type TrialSide,
} from './rule-trial.js';

/** The rules to try, whole as for a PUT, and on which past orders. */
export const ruleTrialBody = z.strictObject({
  rules: putRulesBody.describe('The rules as a PUT would take them.'),
  from: momentSchema
    .exactOptional()
    .describe('Orders created from this date or date-time on. Default: all.'),
  to: momentSchema.exactOptional().describe('Orders created before it. Default: now.'),
  limit: z
    .int()
    .min(1)
    .max(100_000)
    .default(10_000)
    .describe('The most orders that are looked at, newest first.'),
});

const count = z.int();
const sideView = z.strictObject({
  posts: count.describe('Orders whose documents are all posted.'),
  held: count.describe('Orders of which something is held.'),
  nothing: count.describe('Orders of which the rules post nothing.'),
  totals: z
    .array(z.strictObject({ currency: z.string(), total: moneySchema }))
    .describe('Of the sales that are posted.'),
});

export const ruleTrialView = z.strictObject({
  id: z.string(),
  rulesVersion: count.describe('The rules in force that the proposed ones are compared with.'),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  limit: count,
  state: z.enum(TRIAL_STATES),
  progress: z.strictObject({
    seen: count,
    new: count.describe('Of those seen, how many would change.'),
    remaining: count.nullable(),
  }),
  summary: z.strictObject({
    changed: count,
    changes: z.record(z.enum(TRIAL_CHANGES), count),
    undecidable: count.describe('Erased or unreadable orders: nobody can decide them again.'),
    unlisted: count.describe('Changed orders beyond those that the list shows.'),
    before: sideView.describe('With the rules in force.'),
    after: sideView.describe('With the proposed rules.'),
  }),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const viewOfTrial = ({
  rules: _rules,
  connectionId: _connectionId,
  summary,
  ...trial
}: RuleTrial): z.infer<typeof ruleTrialView> => ({
  ...trial,
  summary: { ...summary, before: viewOfSide(summary.before), after: viewOfSide(summary.after) },
});

const viewOfSide = ({ totals, ...side }: TrialSide): z.infer<typeof sideView> => ({
  ...side,
  totals: Object.entries(totals).map(([currency, total]) => ({ currency, total: decimal(total) })),
});

export const trialOrdersQuery = z.strictObject({
  ...pagingShape,
  change: z.enum(TRIAL_CHANGES).exactOptional(),
});

const sideOfOrder = z.strictObject({
  documents: z.array(shownDocument),
  held: z.array(reasonSchema),
  skipped: z.string().nullable(),
});

/** An order that the proposed rules change. */
export const trialOrderView = z.strictObject({
  orderId: count,
  number: z.string(),
  createdAt: z.iso.datetime(),
  change: z.enum(TRIAL_CHANGES),
  before: sideOfOrder,
  after: sideOfOrder,
});

export const viewOfTrialOrder = ({
  trialId: _trialId,
  ...order
}: TrialOrder): z.infer<typeof trialOrderView> => order;
