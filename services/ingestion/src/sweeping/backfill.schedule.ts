import { BACKFILL_JOBS, type BackfillJob, type ConnectionReader } from '@ml-connector/connections';
import { AppError, isAppError } from '@ml-connector/kernel';
import { ShopUnavailable } from '@ml-connector/woocommerce';
import { eachAtMost } from '../reading/each-at-most.js';
import { createGrowingPauses } from '../reading/growing-pauses.js';
import { shopLease } from '../reading/shop-lease.js';
import type { StoreClients } from '../reading/store-clients.js';
import { anyWaits, startTicker, type Ticker } from '@ml-connector/platform';
import { type BackfillPorts, failBackfill, runBackfill } from './run-backfill.js';

export interface BackfillOptions {
  readonly ports: BackfillPorts;
  readonly connections: Pick<ConnectionReader, 'get'>;
  readonly clients: StoreClients;
}

const TICK_MS = 2_000;
const JOBS = 100;
const AT_ONCE = 4;
const MAX_PAGES = 20;

/** Runs the jobs that the console queued, a few pages of each at a time, and those that a crash left running. */
export class BackfillSchedule {
  private readonly pauses;
  private ticker: Ticker | null = null;

  constructor(private readonly options: BackfillOptions) {
    this.pauses = createGrowingPauses(options.ports.clock, {
      firstMs: 5_000,
      longestMs: 15 * 60_000,
      capacity: 1_000,
    });
  }

  onApplicationBootstrap(): void {
    this.ticker = startTicker(
      TICK_MS,
      () => this.runOnce(),
      (error) => this.options.ports.signals.workFailed('backfill', error),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticker?.stop();
  }

  /** Takes every open job a part further. */
  async runOnce(): Promise<void> {
    const collection = this.options.ports.store.collection(BACKFILL_JOBS);
    if (!(await anyWaits(collection))) return;
    for (const state of ['running', 'queued'] as const) {
      const { items } = await collection.find({ index: 'byState', equals: [state], limit: JOBS });
      const open = items.map(({ value }) => value).filter(({ id }) => this.pauses.isOver(id));
      await eachAtMost(AT_ONCE, open, ({ id, connectionId }) =>
        // Another process may have brought the job further since it was found.
        this.options.ports.leases.during(shopLease(connectionId), async () => {
          const job = (await collection.get(id))?.value;
          if (job?.state === 'running' || job?.state === 'queued') await this.run(job);
        }),
      );
    }
  }

  private async run(job: BackfillJob): Promise<void> {
    const { ports, connections, clients } = this.options;
    try {
      const connection = await connections.get(job.connectionId);
      if (connection?.state !== 'active')
        throw new AppError('STATE_FORBIDS', 'The connection is retired.');
      const client = await clients.of(job.connectionId);
      await runBackfill(ports, job, { client, maxPages: MAX_PAGES });
      this.pauses.forget(job.id);
    } catch (error) {
      ports.signals.shopFailed(job.connectionId, 'backfill', error);
      if (isAppError(error) && !error.retryable) await failBackfill(ports, job, error);
      else
        this.pauses.begin(job.id, error instanceof ShopUnavailable ? (error.retryAfterMs ?? 0) : 0);
    }
  }
}
