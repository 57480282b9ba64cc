import { setTimeout } from 'node:timers/promises';
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
import { POLL_WATCH, POSTINGS, QBWC_FRONT } from './tokens.js';
import { FlushPollsSchedule } from './watch/flush-polls.schedule.js';
import { createSignals } from './watch/gateway-signals.js';
import { createGuessBrake } from './watch/guess-brake.js';
import { silenceGauges } from './watch/silence-gauges.js';
import { createPollWatch, type PollWatch } from './watch/poll-watch.js';

@Module({
  providers: [
    RelayPostingsSchedule,
    FlushPollsSchedule,
    {
      provide: POLL_WATCH,
      inject: [DOCUMENT_STORE, CLOCK],
      useFactory: (store: DocumentStore, clock: Clock): PollWatch =>
        createPollWatch({ store, clock }),
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
        METRICS,
        POLL_WATCH,
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
        metrics: Registry,
        polls: PollWatch,
      ): HttpFront => {
        const connections = createConnectionReader({ store, secretBox, clock });
        silenceGauges(metrics, { store, connections, clock });
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
          signals: createSignals(metrics),
          polls,
          guessBrake: createGuessBrake({
            clock,
            pause: (milliseconds) => setTimeout(milliseconds),
          }),
          sessionIdleMs: settings.sessionIdleMs,
        });
        const { publicUrl } = settings;
        return createSoapFront({ calls: createCalls(gateway), logger, publicUrl });
      },
    },
  ],
})
export class GatewayModule {}
