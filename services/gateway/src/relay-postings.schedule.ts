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

/** Appends events of postings that the log did not take at once. */
@Injectable()
export class RelayPostingsSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(POSTINGS) private readonly postings: Postings,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.runOnce(), EVERY_MS).unref();
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
    await this.postings.close();
  }
}
