import { ALL_TOPICS } from '@ml-connector/contracts';
import { type ProblemError, wrongMeaning } from '@ml-connector/platform';
import { z } from 'zod';
import { REPLAY_MODES, type ReplayRequest } from './replay-job.js';

const MOST_ORDERS = 1_000;

/** The body of `POST /api/replays`. */
export const replayInputSchema = z.strictObject({
  mode: z.enum(REPLAY_MODES),
  topic: z.string().max(100).optional(),
  /** `{"0": 120}`: the first offset by partition. */
  offsets: z.record(z.string().regex(/^\d{1,4}$/), z.int().nonnegative()).optional(),
  /** From what was appended at this time on. */
  from: z.iso.datetime({ offset: true }).optional(),
  connectionId: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  orderIds: z.array(z.int().positive()).min(1).max(MOST_ORDERS).optional(),
  dryRun: z.boolean().default(true),
  planHash: z.string().max(100).optional(),
});
export type ReplayInput = z.output<typeof replayInputSchema>;

/** @throws Problem 422 where the parts do not make sense together. */
export const replayRequestOf = (input: ReplayInput): ReplayRequest => {
  const errors = [...faultsOf(input)];
  if (errors.length > 0) throw wrongMeaning(errors);
  return {
    mode: input.mode,
    topic: input.topic ?? null,
    offsets: input.offsets ?? null,
    from: input.from === undefined ? null : new Date(input.from).toISOString(),
    connectionId: input.connectionId ?? null,
    orderIds: input.orderIds ?? null,
    dryRun: input.dryRun,
  };
};

function* faultsOf(input: ReplayInput): Generator<ProblemError> {
  const { mode, topic, offsets, from, connectionId, orderIds, planHash } = input;
  if (topic !== undefined && !ALL_TOPICS.some((known) => known === topic))
    yield { path: 'topic', message: `There is no such topic. There are ${ALL_TOPICS.join(', ')}.` };
  if (offsets !== undefined && topic === undefined)
    yield { path: 'offsets', message: 'Offsets belong to a topic; name it.' };
  if (offsets !== undefined && from !== undefined)
    yield { path: 'from', message: 'Give offsets or a time, not both.' };
  if (orderIds !== undefined && connectionId === undefined)
    yield { path: 'orderIds', message: 'Orders belong to a connection; name it.' };
  if (mode === 'reproject' && topic === undefined)
    yield { path: 'topic', message: 'Name the topic that is to be handled again.' };
  if (mode === 'reproject' && (connectionId !== undefined || orderIds !== undefined))
    yield {
      path: 'connectionId',
      message: 'A topic is handled again as a whole; give offsets or a time.',
    };
  if (mode === 'correct')
    yield {
      path: 'planHash',
      message:
        planHash === undefined
          ? 'A correction is applied by the hash of its plan, so that what happens is what was read.'
          : 'There is no plan with this hash.',
    };
}
