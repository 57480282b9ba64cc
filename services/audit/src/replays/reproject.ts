import { ALL_TOPICS, type Topic } from '@ml-connector/contracts';
import { askToRewind, isRewound } from '@ml-connector/event-log';
import { AppError, isoTime } from '@ml-connector/kernel';
import type { ReplayJob } from './replay-job.js';
import type { ReplayPorts } from './replay-ports.js';
import { selectionOf } from './selection.js';

/** Where a replay of a topic begins and how many events it hands out again. */
export interface ReprojectPlan {
  readonly topic: Topic;
  readonly offsets: ReadonlyMap<number, number>;
  readonly events: number;
}

/** @throws AppError INPUT_INVALID without a topic of ours. */
export const planReproject = async (
  { log }: Pick<ReplayPorts, 'log'>,
  { request }: Pick<ReplayJob, 'request'>,
): Promise<ReprojectPlan> => {
  const topic = ALL_TOPICS.find((known) => known === request.topic);
  if (topic === undefined) throw new AppError('INPUT_INVALID', 'There is no such topic.');
  const selection = selectionOf(log, request);
  const offsets = new Map<number, number>();
  let events = 0;
  for (const { partition, next } of await log.ends(topic)) {
    const start =
      request.offsets !== null && request.offsets[`${partition}`] === undefined
        ? next
        : Math.min(await selection.startOf(topic, partition), next);
    if (start === next) continue;
    offsets.set(partition, start);
    events += next - start;
  }
  return { topic, offsets, events };
};

const LOOK_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/**
 * Lets every group that reads the topic handle it once more from there on, by its live handlers. They know what they
 * did: nothing is posted that is in the books.
 * @throws AppError LOG_UNAVAILABLE if a group has not gone back within a minute; it still will.
 */
export const reproject = async (
  ports: Pick<ReplayPorts, 'store' | 'clock' | 'sleep'>,
  jobId: string,
  { topic, offsets }: ReprojectPlan,
): Promise<void> => {
  const askedAt = isoTime(ports.clock.now());
  const groups = await askToRewind(ports.store, { id: jobId, topic, offsets, askedAt });
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_MS) {
    if (await isRewound(ports.store, jobId, groups)) return;
    await ports.sleep(LOOK_MS);
  }
  throw new AppError('LOG_UNAVAILABLE', 'A consumer group has not gone back yet; it will.');
};
