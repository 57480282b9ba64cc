import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { createCompanyReader } from '@ml-connector/bookkeeping';
import {
  type ConnectionReader,
  createConnectionReader,
  createConnections,
} from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock, Randomness } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  EVENT_LOG,
  type Logger,
  LOGGER,
  METRICS,
  RANDOMNESS,
  SECRET_BOX,
  type Settings,
  SETTINGS,
  VAULT,
} from '@ml-connector/platform';
import { createPostings, createPostingSignals, type Postings } from '@ml-connector/postings';
import type { SecretBox, Vault } from '@ml-connector/sealing';
import { BackfillController } from './backfill/backfill.controller.js';
import { CheckController } from './check/check.controller.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ListsController } from './lists/lists.controller.js';
import { PostingsController } from './postings/postings.controller.js';
import { PreviewController } from './preview/preview.controller.js';
import { RelaySchedule } from './relay.schedule.js';
import { RuleTrialsController } from './rule-trials/rule-trials.controller.js';
import { RuleTrialsSchedule } from './rule-trials/rule-trials.schedule.js';
import { RulesController } from './rules/rules.controller.js';
import { TieOutController } from './tie-out/tie-out.controller.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { certificateGauge } from './watch/certificate-gauge.js';
import { TieOutSchedule } from './watch/tie-out.schedule.js';
import { COMPANY_READER, CONNECTION_READER, CONNECTIONS, POSTINGS } from './tokens.js';

/** Binds the use cases of the console to the platform's ports. */
@Module({
  controllers: [
    ConnectionsController,
    RulesController,
    RuleTrialsController,
    CheckController,
    BackfillController,
    PostingsController,
    ListsController,
    PreviewController,
    TimelineController,
    TieOutController,
  ],
  providers: [
    RelaySchedule,
    RuleTrialsSchedule,
    {
      provide: CONNECTIONS,
      inject: [DOCUMENT_STORE, EVENT_LOG, SECRET_BOX, CLOCK, RANDOMNESS, LOGGER],
      useFactory: (
        store: DocumentStore,
        log: EventLog,
        secretBox: SecretBox,
        clock: Clock,
        randomness: Randomness,
        logger: Logger,
      ) =>
        createConnections({
          store,
          log,
          secretBox,
          clock,
          randomness,
          onRelayFailed: (error, connectionId) =>
            logger.warn(
              { event: 'connections.relay-failed', connectionId, error },
              'Events of a connection wait for the log.',
            ),
        }),
    },
    {
      provide: CONNECTION_READER,
      inject: [DOCUMENT_STORE, SECRET_BOX, CLOCK],
      useFactory: (store: DocumentStore, secretBox: SecretBox, clock: Clock) =>
        createConnectionReader({ store, secretBox, clock }),
    },
    {
      provide: POSTINGS,
      inject: [DOCUMENT_STORE, EVENT_LOG, CLOCK, LOGGER, METRICS],
      useFactory: (
        store: DocumentStore,
        log: EventLog,
        clock: Clock,
        logger: Logger,
        metrics: Registry,
      ) =>
        createPostings({
          store,
          log,
          clock,
          signals: createPostingSignals(metrics),
          onRelayError: (error) =>
            logger.warn(
              { event: 'postings.relay-failed', error },
              'Events of postings wait for the log.',
            ),
        }),
    },
    {
      provide: COMPANY_READER,
      inject: [DOCUMENT_STORE, VAULT],
      useFactory: (store: DocumentStore, vault: Vault) => createCompanyReader({ store, vault }),
    },
    {
      provide: TieOutSchedule,
      inject: [CONNECTION_READER, DOCUMENT_STORE, POSTINGS, CLOCK, LOGGER, METRICS, SETTINGS],
      useFactory: (
        connections: ConnectionReader,
        store: DocumentStore,
        postings: Postings,
        clock: Clock,
        logger: Logger,
        metrics: Registry,
        { publicUrl }: Settings,
      ) => {
        certificateGauge(metrics, publicUrl, clock);
        return new TieOutSchedule({ connections, store, postings, clock, logger, metrics });
      },
    },
  ],
})
export class ConsoleModule {}
