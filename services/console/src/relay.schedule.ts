import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Connections } from '@ml-connector/connections';
import type { Leases } from '@ml-connector/document-store';
import { LEASES, LOGGER, type Logger } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import { CONNECTIONS, POSTINGS } from './tokens.js';

const EVERY_MS = 15_000;

/**
 * Brings events of connections to the log that could not go there at once: at start, then every fifteen seconds.
 * At the end it waits for what is on its way, also for events of postings.
 */
@Injectable()
export class RelaySchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONNECTIONS) private readonly connections: Pick<Connections, 'relayPending'>,
    @Inject(POSTINGS) private readonly postings: Pick<Postings, 'close'>,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void => {
      this.running = this.runOnce();
    };
    run();
    this.timer = setInterval(run, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
    await this.postings.close();
  }

  async runOnce(): Promise<void> {
    try {
      await this.leases.during('connections.relay', () => this.connections.relayPending());
    } catch (error) {
      this.logger.warn(
        { event: 'connections.relay-failed', error },
        'Events of connections wait for the log.',
      );
    }
  }
}
