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
import {
  CLOCK,
  DOCUMENT_STORE,
  LEASES,
  type Logger,
  LOGGER,
  type RunningTurns,
  startJobTurns,
  VAULT,
} from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import { COMPANY_READER, CONNECTIONS, POSTINGS } from '../tokens.js';
import { RULE_TRIALS } from './rule-trial.js';
import { runToItsEnd } from './run-rule-trial.js';

/** Runs trials of rules in turn. */
@Injectable()
export class RuleTrialsSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private turns: RunningTurns | null = null;

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
    this.turns = startJobTurns({
      store: this.store,
      jobs: RULE_TRIALS,
      leases: this.leases,
      lease: 'rule-trials',
      run: (trial, isStopped) => runToItsEnd(this, trial, isStopped),
      onError: (error) =>
        this.logger.error({ event: 'rule-trial.failed', error }, 'A trial of rules failed.'),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.turns?.stop();
  }
}
