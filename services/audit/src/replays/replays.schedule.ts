import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Leases } from '@ml-connector/document-store';
import type { Logger } from '@ml-connector/platform';
import { REPLAY_JOBS, type ReplayJob } from './replay-job.js';
import type { ReplayPorts } from './replay-ports.js';
import { runReplay } from './run-replay.js';

const TICK_MS = 1_000;

/** Runs replays one after the other, those first that a crash left running. */
export class ReplaysSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private run: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly ports: ReplayPorts,
    private readonly leases: Leases,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.run;
  }

  /** Runs everything that waits, unless another process does. */
  async runOnce(): Promise<void> {
    if ((await this.next()) === null) return;
    await this.leases.during('audit.replays', async () => {
      for (let job = await this.next(); job && !this.isStopped; job = await this.next())
        await runReplay(this.ports, job);
    });
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.run = this.runOnce()
        .catch((error: unknown) =>
          this.logger.error({ event: 'replay.failed', error }, 'A replay failed.'),
        )
        .then(() => this.schedule());
    }, TICK_MS).unref();
  }

  private async next(): Promise<ReplayJob | null> {
    const collection = this.ports.store.collection(REPLAY_JOBS);
    for (const state of ['running', 'queued'] as const) {
      const { items } = await collection.find({ index: 'byState', equals: [state], limit: 1 });
      if (items[0]) return items[0].value;
    }
    return null;
  }
}
