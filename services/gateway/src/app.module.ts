import { createConnectionReader } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock, Failpoint, Randomness } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  EVENT_LOG,
  FAILPOINT,
  LOGGER,
  METRICS,
  RANDOMNESS,
  SECRET_BOX,
  SETTINGS,
  VAULT,
  type HttpFront,
  type Logger,
  type Settings,
} from '@ml-connector/platform';
import { createPostings, createPostingSignals, type Postings } from '@ml-connector/postings';
import type { SecretBox, Vault } from '@ml-connector/sealing';
import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { openGateway } from './gateway-ports.js';
import { RelayPostingsSchedule } from './relay-postings.schedule.js';
import { createCalls } from './session/create-calls.js';
import { createSoapFront } from './soap/soap-front.js';
import { POSTINGS, QBWC_FRONT } from './tokens.js';

@Module({
  providers: [
    RelayPostingsSchedule,
    {
      provide: POSTINGS,
      inject: [DOCUMENT_STORE, EVENT_LOG, CLOCK, LOGGER, METRICS],
      useFactory: (
        store: DocumentStore,
        log: EventLog,
        clock: Clock,
        logger: Logger,
        metrics: Registry,
      ): Postings =>
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
      provide: QBWC_FRONT,
      inject: [
        POSTINGS,
        DOCUMENT_STORE,
        EVENT_LOG,
        VAULT,
        SECRET_BOX,
        CLOCK,
        RANDOMNESS,
        FAILPOINT,
        LOGGER,
        SETTINGS,
      ],
      useFactory: (
        postings: Postings,
        store: DocumentStore,
        log: EventLog,
        vault: Vault,
        secretBox: SecretBox,
        clock: Clock,
        randomness: Randomness,
        failpoint: Failpoint,
        logger: Logger,
        settings: Settings,
      ): HttpFront => {
        const connections = createConnectionReader({ store, secretBox, clock });
        const gateway = openGateway({
          store,
          postings,
          connections,
          log,
          vault,
          clock,
          randomness,
          failpoint,
          logger,
          sessionIdleMs: settings.sessionIdleMs,
        });
        const { publicUrl } = settings;
        return createSoapFront({ calls: createCalls(gateway), logger, publicUrl });
      },
    },
  ],
})
export class GatewayModule {}
