import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { CompanyReader } from '@ml-connector/bookkeeping';
import type { Connections } from '@ml-connector/connections';
import type { DocumentStore, Leases } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { CLOCK, DOCUMENT_STORE, LEASES, type Logger, LOGGER, VAULT } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import { COMPANY_READER, CONNECTIONS, POSTINGS } from '../tokens.js';
import { RULE_TRIALS, type RuleTrial } from './rule-trial.js';
import { runToItsEnd } from './run-rule-trial.js';

const TICK_MS = 1_000;

/** Runs trials of rules one after the other in one process, those first that a crash left running. */
@Injectable()
export class RuleTrialsSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private run: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    @Inject(DOCUMENT_STORE) readonly store: DocumentStore,
    @Inject(VAULT) readonly vault: Vault,
    @Inject(COMPANY_READER) readonly company: CompanyReader,
    @Inject(POSTINGS) readonly postings: Postings,
    @Inject(CONNECTIONS) readonly connections: Connections,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.run;
  }

  /** Runs everything that waits. An idle tick costs two look-ups and no write. */
  async runOnce(): Promise<void> {
    if ((await this.next()) === null) return;
    await this.leases.during('rule-trials', async () => {
      for (let trial = await this.next(); trial && !this.isStopped; trial = await this.next())
        await runToItsEnd(this, trial, () => this.isStopped);
    });
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.run = this.runOnce()
        .catch((error: unknown) =>
          this.logger.error({ event: 'rule-trial.failed', error }, 'A trial of rules failed.'),
        )
        .then(() => this.schedule());
    }, TICK_MS).unref();
  }

  private async next(): Promise<RuleTrial | null> {
    const collection = this.store.collection(RULE_TRIALS);
    for (const state of ['running', 'queued'] as const) {
      const { items } = await collection.find({ index: 'byState', equals: [state], limit: 1 });
      if (items[0]) return items[0].value;
    }
    return null;
  }
}
