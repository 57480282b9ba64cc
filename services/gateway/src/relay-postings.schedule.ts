import type { Leases } from '@ml-connector/document-store';
import { LEASES, LOGGER, type Logger } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { POSTINGS } from './tokens.js';

const EVERY_MS = 30_000;

/**
 * Appends events of postings that the log did not take at once: at start, what a process that was killed left behind,
 * then every thirty seconds.
 */
@Injectable()
export class RelayPostingsSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(POSTINGS) private readonly postings: Pick<Postings, 'relayPending' | 'close'>,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void => {
      this.running = this.runOnce();
    };
    run();
    this.timer = setInterval(run, EVERY_MS).unref();
  }

  async runOnce(): Promise<void> {
    try {
      await this.leases.during('postings.relay', () => this.postings.relayPending());
    } catch (error) {
      this.logger.warn({ event: 'postings.relay-failed', error }, 'Events of postings wait.');
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
    await this.postings.close();
  }
}
