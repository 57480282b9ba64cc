import { updateDocument } from '@ml-connector/document-store';
import { canonicalJson, isAppError, isoTime, sha256Hex } from '@ml-connector/kernel';
import { rebuild } from './rebuild.js';
import { EMPTY_PLAN, REPLAY_JOBS, type ReplayJob, type ReplayPlan } from './replay-job.js';
import type { ReplayPorts } from './replay-ports.js';
import { planReproject, reproject } from './reproject.js';
import { planRetry, retryHeld } from './retry-held.js';
import { selectionOf } from './selection.js';

const NAMED = 100;

/**
 * Runs a replay to its end: first the plan, then, unless only the plan was asked for, what it says. Every mode can be
 * run again from its beginning, so a job that a crash left behind is simply run again.
 * @throws AppError STORE_UNAVAILABLE, LOG_UNAVAILABLE: the job stays as it is and is tried again.
 */
export const runReplay = async (ports: ReplayPorts, job: ReplayJob): Promise<void> => {
  await change(ports, job, { state: 'running' });
  try {
    await change(ports, job, { ...(await resultOf(ports, job)), state: 'done', error: null });
  } catch (error) {
    if (isAppError(error) && error.retryable) throw error;
    const sentence = isAppError(error) ? error.message : 'It failed; the log has the details.';
    await change(ports, job, { state: 'failed', error: sentence });
    if (!isAppError(error)) throw error;
  }
};

const resultOf = (ports: ReplayPorts, job: ReplayJob): Promise<Partial<ReplayJob>> => {
  switch (job.request.mode) {
    case 'rebuild':
      return runRebuild(ports, job);
    case 'retry':
      return runRetry(ports, job);
    case 'reproject':
      return runReproject(ports, job);
    case 'correct':
      return Promise.resolve({ plan: EMPTY_PLAN });
  }
};

const runRebuild = async (ports: ReplayPorts, job: ReplayJob): Promise<Partial<ReplayJob>> => {
  const { events, equal, differences } = await rebuild(
    ports,
    selectionOf(ports.log, job.request),
    (seen) => change(ports, job, { progress: { seen, new: 0, remaining: null } }),
  );
  return {
    ...planned({ ...EMPTY_PLAN, leave: equal, events }),
    progress: { seen: events, new: 0, remaining: 0 },
    differing: differences.length,
    differences: differences.slice(0, NAMED),
  };
};

const runRetry = async (ports: ReplayPorts, job: ReplayJob): Promise<Partial<ReplayJob>> => {
  const { plan, held } = await planRetry(ports, job.request);
  const went = job.request.dryRun ? 0 : await retryHeld(ports, held, job.id);
  return { ...planned(plan), progress: { seen: held.length, new: went, remaining: 0 } };
};

const runReproject = async (ports: ReplayPorts, job: ReplayJob): Promise<Partial<ReplayJob>> => {
  const plan = await planReproject(ports, job);
  if (!job.request.dryRun) await reproject(ports, job.id, plan);
  return {
    ...planned({ ...EMPTY_PLAN, leave: plan.events, events: plan.events }),
    progress: { seen: plan.events, new: 0, remaining: 0 },
  };
};

const planned = (plan: ReplayPlan): Pick<ReplayJob, 'plan' | 'planHash'> => ({
  plan,
  planHash: sha256Hex(canonicalJson(plan)),
});

const change = async (
  { store, clock }: Pick<ReplayPorts, 'store' | 'clock'>,
  { id }: ReplayJob,
  changes: Partial<ReplayJob>,
): Promise<void> => {
  await updateDocument(store.collection(REPLAY_JOBS), id, (job) =>
    job ? { ...job, ...changes, updatedAt: isoTime(clock.now()) } : null,
  );
};
