import { LOGGER, type Logger } from '@ml-connector/platform';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { POLL_WATCH } from '../tokens.js';
import type { PollWatch } from './poll-watch.js';

const EVERY_MS = 60_000;

/** Writes down once a minute, and before the end, when Web Connectors called. */
@Injectable()
export class FlushPollsSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(POLL_WATCH) private readonly polls: PollWatch,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.runOnce(), EVERY_MS).unref();
  }

  async runOnce(): Promise<void> {
    try {
      await this.polls.flush();
    } catch (error) {
      this.logger.warn({ event: 'polls.flush-failed', error }, 'When PCs called is told later.');
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.runOnce();
  }
}
