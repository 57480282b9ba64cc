import { BACKFILL_JOBS, type BackfillJob } from '@ml-connector/connections';
import { type DocumentStore, type Leases, updateDocument } from '@ml-connector/document-store';
import { isAppError, isoTime } from '@ml-connector/kernel';
import type { StoreClient } from '@ml-connector/woocommerce';
import { z } from 'zod';
import type { Lanes } from '../reading/lanes.js';
import type { ModifiedPosition } from '../reading/modified-since.js';
import type { ReadingPorts } from '../reading/reading.js';
import type { Signals } from '../signals.js';
import { forgetUnreadable } from './sweep-document.js';
import { type SweptPage, sweepOrders } from './sweep-orders.js';

export type BackfillPorts = ReadingPorts & {
  readonly lanes: Lanes;
  readonly leases: Leases;
  readonly signals: Signals;
};

const SECOND = 1_000;
const positionSchema = z.strictObject({ after: z.iso.datetime(), page: z.int().positive() });

/**
 * Reads a part of a shop's past: a few pages from where the job stands. The job's position is stored after the append of
 * each page, so it goes on there after a crash.
 * @returns the job as it stands; `running` if there is more.
 * @throws AppError SHOP_UNAVAILABLE, LOG_UNAVAILABLE, STORE_UNAVAILABLE: go on later. A refusal of the shop ends the job.
 */
export const runBackfill = async (
  ports: BackfillPorts,
  job: BackfillJob,
  { client, maxPages }: { readonly client: StoreClient; readonly maxPages: number },
): Promise<BackfillJob> => {
  const reading = {
    connectionId: job.connectionId,
    client,
    by: 'backfill',
    causationId: `backfill|${job.id}`,
    tellAgain: false,
    onProblem: (problem) => ports.signals.unreadable(job.connectionId, problem),
  } as const satisfies Parameters<typeof sweepOrders>[0]['reading'];
  const onPage = async (page: SweptPage): Promise<void> => {
    ports.signals.observed('backfill', page.events);
    await forgetUnreadable(ports.store, job.connectionId, page.orderIds);
    await changeJob(ports, job.id, (now) => afterPage(now, page));
  };
  const sweep = { ports, reading, lanes: ports.lanes, maxPages, onPage };
  const rest = await sweepOrders(sweep, positionOf(job));
  const next = await changeJob(ports, job.id, () =>
    rest === null ? { state: 'done' } : { state: 'running' },
  );
  return next ?? job;
};

/** Ends a job that no later try can save. */
export const failBackfill = (
  ports: Pick<BackfillPorts, 'store' | 'clock'>,
  job: BackfillJob,
  error: unknown,
): Promise<BackfillJob | null> =>
  changeJob(ports, job.id, () => ({
    state: 'failed',
    error: isAppError(error) ? error.message : 'An unexpected failure; the log has the details.',
  }));

const positionOf = (job: BackfillJob): ModifiedPosition =>
  job.cursor === null
    ? { after: isoTime(Date.parse(job.from) - SECOND), page: 1 }
    : positionSchema.parse(JSON.parse(job.cursor));

const afterPage = ({ progress }: BackfillJob, page: SweptPage): Partial<BackfillJob> => ({
  state: 'running',
  progress: {
    seen: progress.seen + page.seen,
    new: progress.new + page.new,
    remaining: page.next === null ? 0 : null,
  },
  cursor: page.next === null ? null : JSON.stringify(page.next),
});

/** A job that ended meanwhile, e.g. because a person cancelled it, stays as it is. */
const changeJob = async (
  { store, clock }: { readonly store: DocumentStore; readonly clock: BackfillPorts['clock'] },
  id: string,
  change: (job: BackfillJob) => Partial<BackfillJob>,
): Promise<BackfillJob | null> => {
  const stored = await updateDocument(store.collection(BACKFILL_JOBS), id, (job) =>
    job && (job.state === 'queued' || job.state === 'running')
      ? { ...job, ...change(job), updatedAt: isoTime(clock.now()) }
      : null,
  );
  return stored?.value ?? null;
};
