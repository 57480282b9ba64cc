import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Leases } from '@ml-connector/document-store';
import { type Logger, type RunningTurns, startJobTurns } from '@ml-connector/platform';
import { REPLAY_JOBS } from './replay-job.js';
import type { ReplayPorts } from './replay-ports.js';
import { runReplay } from './run-replay.js';

/** Runs replays in turn. */
export class ReplaysSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private turns: RunningTurns | null = null;

  constructor(
    private readonly ports: ReplayPorts,
    private readonly leases: Leases,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { ports, leases, logger } = this;
    this.turns = startJobTurns({
      store: ports.store,
      jobs: REPLAY_JOBS,
      leases,
      lease: 'audit.replays',
      run: (job) => runReplay(ports, job),
      onError: (error) => logger.error({ event: 'replay.failed', error }, 'A replay failed.'),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.turns?.stop();
  }
}
