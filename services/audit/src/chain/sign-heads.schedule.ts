import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Leases } from '@ml-connector/document-store';
import type { Logger } from '@ml-connector/platform';
import { signHeads, type SigningPorts } from './sign-heads.js';

const INTERVAL_MS = 60_000;

/** Signs the ends of the chains once a minute, if they moved, and once more at the end. */
export class SignHeadsSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly signed = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private run: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: SigningPorts,
    private readonly leases: Leases,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.run = this.run.then(() => this.runOnce());
    }, INTERVAL_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.run;
    await this.runOnce();
  }

  async runOnce(): Promise<void> {
    try {
      await this.leases.during('audit.signing', () => signHeads(this.ports, this.signed));
    } catch (error) {
      this.logger.warn({ event: 'audit.signing-failed', error }, 'The chains could not be signed.');
    }
  }
}
