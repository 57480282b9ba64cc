import { createCompanyReader } from '@ml-connector/bookkeeping';
import { createConnectionReader } from '@ml-connector/connections';
import type { DocumentStore, Leases } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock, Failpoint } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  EVENT_LOG,
  FAILPOINT,
  LEASES,
  type Logger,
  LOGGER,
  METRICS,
  SECRET_BOX,
  VAULT,
} from '@ml-connector/platform';
import { createPostings, createPostingSignals, type Postings } from '@ml-connector/postings';
import type { SecretBox, Vault } from '@ml-connector/sealing';
import { Inject, Module, type OnModuleDestroy, type Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { MappingConsumer } from './mapping.consumer.js';
import type { MappingPorts } from './mapping-ports.js';
import { MAPPING_PORTS, POSTINGS, WAKES } from './mapping.tokens.js';
import { postingGauges } from './posting-gauges.js';
import { UndecidedSchedule } from './undecided.schedule.js';
import { createWakes, type Wakes } from './wakes.js';

const providers: Provider[] = [
  { provide: WAKES, useFactory: createWakes },
  {
    provide: POSTINGS,
    inject: [DOCUMENT_STORE, EVENT_LOG, CLOCK, LOGGER, METRICS],
    useFactory: (
      store: DocumentStore,
      log: EventLog,
      clock: Clock,
      logger: Logger,
      metrics: Registry,
    ): Postings => {
      postingGauges(metrics, store, clock);
      return createPostings({
        store,
        log,
        clock,
        signals: createPostingSignals(metrics),
        onRelayError: (error) =>
          logger.warn({ event: 'postings.relay-failed', error }, 'Events wait for the log.'),
      });
    },
  },
  {
    provide: MAPPING_PORTS,
    inject: [DOCUMENT_STORE, VAULT, SECRET_BOX, CLOCK, LOGGER, FAILPOINT, POSTINGS, WAKES],
    useFactory: (
      store: DocumentStore,
      vault: Vault,
      secretBox: SecretBox,
      clock: Clock,
      logger: Logger,
      failpoint: Failpoint,
      postings: Postings,
      wakes: Wakes,
    ): MappingPorts => ({
      store,
      vault,
      clock,
      logger,
      failpoint,
      postings,
      wakes,
      connections: createConnectionReader({ store, secretBox, clock, cachedMs: 0 }),
      company: createCompanyReader({ store, vault }),
    }),
  },
  {
    provide: UndecidedSchedule,
    inject: [MAPPING_PORTS, WAKES, LEASES],
    useFactory: (ports: MappingPorts, wakes: Wakes, leases: Leases) =>
      new UndecidedSchedule(ports, wakes, leases),
  },
];

/** Binds the use cases of mapping to the platform's ports. */
@Module({ controllers: [MappingConsumer], providers })
export class MappingModule implements OnModuleDestroy {
  constructor(@Inject(POSTINGS) private readonly postings: Postings) {}

  async onModuleDestroy(): Promise<void> {
    await this.postings.close();
  }
}
