import { listOf, type Operation } from '@ml-connector/platform';
import { z } from 'zod';
import { backfillBody, backfillSchema } from './backfill/backfill-view.js';
import { checkSchema } from './check/connection-check.js';
import {
  changeConnectionBody,
  createConnectionBody,
  listConnectionsQuery,
  rotateBody,
} from './connections/connection-requests.js';
import { connectionSchema, createdConnectionSchema } from './connections/connection-view.js';
import { rotationSchema } from './connections/rotation.js';
import { listObjectSchema, listQuery } from './lists/list-requests.js';
import { listPostingsQuery, verbBody } from './postings/posting-requests.js';
import { postingViewSchema } from './postings/posting-view.js';
import { previewBody, previewSchema } from './preview/preview-requests.js';
import { putRulesBody, rulesAnswerSchema } from './rules/rules-requests.js';
import {
  ruleTrialBody,
  ruleTrialView,
  trialOrdersQuery,
  trialOrderView,
} from './rule-trials/rule-trial-requests.js';
import { tieOutQuery } from './tie-out/day-range.js';
import { tieOutSchema } from './tie-out/tie-out.js';
import { timelineSchema } from './timeline/order-timeline.js';

const ONE = '/api/connections/{id}';
const WITH_BODY = [400, 404, 409, 413, 415, 422];
const checks = z.array(checkSchema);

const verb = (name: string, summary: string): Operation => ({
  method: 'post',
  path: `${ONE}/postings/{postingId}/${name}`,
  summary,
  body: verbBody,
  isBodyOptional: true,
  status: 200,
  answer: postingViewSchema,
  refusals: [400, 404, 409, 413, 415],
});

/** Every route of this service. A test compares it with the routes that stand. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/connections',
    summary: 'Pair a shop with a company file. The secrets in the answer are told this once.',
    body: createConnectionBody,
    status: 201,
    answer: createdConnectionSchema,
    refusals: [400, 413, 415, 422],
  },
  {
    method: 'get',
    path: '/api/connections',
    summary: 'List connections, oldest first.',
    query: listConnectionsQuery,
    status: 200,
    answer: listOf(connectionSchema),
    refusals: [400],
  },
  {
    method: 'get',
    path: ONE,
    summary: 'A connection, with what is known of how it fares.',
    status: 200,
    answer: connectionSchema.extend({ checks }),
    refusals: [404],
  },
  {
    method: 'patch',
    path: ONE,
    summary:
      'Change the name, the address or keys of the shop, the use of the fence, the least interval of the Web Connector or the caps of a day.',
    body: changeConnectionBody,
    status: 200,
    answer: connectionSchema,
    refusals: WITH_BODY,
  },
  {
    method: 'delete',
    path: ONE,
    summary: 'Retire: nothing is read or posted any more; what was posted stays.',
    status: 204,
    refusals: [404],
  },
  {
    method: 'post',
    path: `${ONE}/check`,
    summary: 'Ask the shop and our own public address; at most some twenty seconds.',
    status: 200,
    answer: z.strictObject({ checks }),
    refusals: [404, 409],
  },
  {
    method: 'post',
    path: `${ONE}/rotate`,
    summary: 'Replace a secret. A new one is told this once; the one before counts for 24 hours.',
    body: rotateBody,
    status: 200,
    answer: rotationSchema,
    refusals: [400, 404, 409, 413, 415],
  },
  {
    method: 'get',
    path: `${ONE}/qwc`,
    summary: 'The .qwc file for the Web Connector; the password is not in it.',
    status: 200,
    answer: z.string(),
    mediaType: 'application/xml',
    refusals: [404, 409],
  },
  {
    method: 'get',
    path: `${ONE}/rules`,
    summary: 'The mapping rules, with their version as ETag.',
    status: 200,
    answer: rulesAnswerSchema,
    refusals: [404],
  },
  {
    method: 'put',
    path: `${ONE}/rules`,
    summary: 'Replace the mapping rules; keys that are left out get their defaults.',
    headers: { 'If-Match': 'The version that the change was made from, as the ETag had it.' },
    body: putRulesBody,
    status: 200,
    answer: rulesAnswerSchema,
    refusals: [...WITH_BODY, 412],
  },
  {
    method: 'post',
    path: `${ONE}/rules/try`,
    summary:
      'Decide past orders anew with proposed rules, to see what would change: a job. Nothing is posted.',
    body: ruleTrialBody,
    status: 202,
    answer: ruleTrialView,
    refusals: WITH_BODY,
  },
  {
    method: 'get',
    path: `${ONE}/rules/try/{jobId}`,
    summary: 'How far a trial of rules is, and what it found.',
    status: 200,
    answer: ruleTrialView,
    refusals: [404],
  },
  {
    method: 'get',
    path: `${ONE}/rules/try/{jobId}/orders`,
    summary: 'The orders that proposed rules change, with their documents now and then.',
    query: trialOrdersQuery,
    status: 200,
    answer: listOf(trialOrderView),
    refusals: [400, 404],
  },
  {
    method: 'post',
    path: `${ONE}/preview`,
    summary: 'The documents that an order would become; nothing is posted.',
    body: previewBody,
    status: 200,
    answer: previewSchema,
    refusals: WITH_BODY,
  },
  {
    method: 'post',
    path: `${ONE}/backfill`,
    summary: 'Read the past of the shop from a date on: a job.',
    body: backfillBody,
    status: 202,
    answer: backfillSchema,
    refusals: WITH_BODY,
  },
  {
    method: 'get',
    path: `${ONE}/backfill/{jobId}`,
    summary: 'How far a backfill is.',
    status: 200,
    answer: backfillSchema,
    refusals: [404],
  },
  {
    method: 'get',
    path: `${ONE}/postings`,
    summary: 'What was posted, what waits, what is held and why; newest first.',
    query: listPostingsQuery,
    status: 200,
    answer: listOf(postingViewSchema),
    refusals: [400, 404],
  },
  {
    method: 'get',
    path: `${ONE}/lists/{list}`,
    summary:
      'A list of the company file as it was last read, e.g. Customer, Item, Account, SalesTaxCode, Class, StandardTerms, PaymentMethod, SalesRep, ShipMethod or Template: what rules can name.',
    query: listQuery,
    status: 200,
    answer: listOf(listObjectSchema),
    refusals: [400, 404],
  },
  verb('retry', 'Let a held or skipped posting go on.'),
  verb('hold', 'Hold a posting that waits or is ready.'),
  verb('skip', 'Never post a posting that waits, is ready or held.'),
  {
    method: 'get',
    path: `${ONE}/orders/{orderId}`,
    summary: 'The timeline of an order, store to books.',
    status: 200,
    answer: timelineSchema,
    refusals: [404],
  },
  {
    method: 'get',
    path: `${ONE}/tie-out`,
    summary: "Compare the shop's money with the books', day by day.",
    query: tieOutQuery,
    status: 200,
    answer: tieOutSchema,
    refusals: [400, 404, 422],
  },
];
