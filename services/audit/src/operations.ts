import { listOf, type Operation } from '@ml-connector/platform';
import { z } from 'zod';
import { eventsQuery } from './events/events-query.js';
import { auditEventSchema } from './events/audit-event-view.js';
import { replayInputSchema } from './replays/replay-input.js';
import { replayJobSchema } from './replays/replay-job.js';

const verdictSchema = z.looseObject({
  state: z.enum(['intact', 'broken']),
  checked: z.int().describe('Records that were compared with the log.'),
  pending: z.int().describe('Records of the log that are not chained yet.'),
  firstBad: z
    .looseObject({})
    .nullable()
    .describe('The first bad record, by topic, partition and offset.'),
});

/** Every route of this service. A test compares it with the routes that stand. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/audit/events',
    summary: 'Events in the order of appending, without what is sealed in them.',
    query: eventsQuery,
    status: 200,
    answer: listOf(auditEventSchema),
    refusals: [400],
  },
  {
    method: 'get',
    path: '/api/audit/verify',
    summary: 'Recompute every chain from the log and name the first bad record.',
    status: 200,
    answer: verdictSchema,
    refusals: [],
  },
  {
    method: 'post',
    path: '/api/replays',
    summary: 'Plan or apply a replay; it never posts what is in the books.',
    body: replayInputSchema,
    status: 202,
    answer: replayJobSchema,
    refusals: [400, 404, 413, 415, 422],
  },
  {
    method: 'get',
    path: '/api/replays/{id}',
    summary: 'A replay with its plan and progress.',
    status: 200,
    answer: replayJobSchema,
    refusals: [404],
  },
];
