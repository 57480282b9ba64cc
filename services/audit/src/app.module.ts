import { setTimeout as sleep } from 'node:timers/promises';
import { Module, type Provider } from '@nestjs/common';
import { createConnectionReader, createConnections } from '@ml-connector/connections';
import type { DocumentStore, Leases } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock, Failpoint, Randomness } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  EVENT_LOG,
  FAILPOINT,
  LEASES,
  type Logger,
  LOGGER,
  METRICS,
  RANDOMNESS,
  SECRET_BOX,
  VAULT,
} from '@ml-connector/platform';
import { createPostings } from '@ml-connector/postings';
import type { SecretBox, Vault } from '@ml-connector/sealing';
import { Registry } from 'prom-client';
import { alarmOf } from './alarm.js';
import { AuditController } from './audit.controller.js';
import { chainGauges } from './chain/chain-gauges.js';
import type { ChainPorts } from './chain/chain-batch.js';
import { ChainConsumer } from './chain/chain.consumer.js';
import type { SigningPorts } from './chain/sign-heads.js';
import { SignHeadsSchedule } from './chain/sign-heads.schedule.js';
import { companyProjection } from './replays/company-projection.js';
import { connectionProjection } from './replays/connection-projection.js';
import { customerProjection } from './replays/customer-projection.js';
import { orderProjection } from './replays/order-projection.js';
import { postingProjection } from './replays/posting-projection.js';
import { productProjection } from './replays/product-projection.js';
import type { ReplayPorts } from './replays/replay-ports.js';
import { ReplaysController } from './replays/replays.controller.js';
import { ReplaysSchedule } from './replays/replays.schedule.js';
import { together } from './replays/together.js';
import { CHAIN_PORTS, REPLAY_PORTS, SIGNING_PORTS, VERIFY } from './tokens.js';
import { oneVerificationAtATime } from './verify/verify-chains.js';

const providers: Provider[] = [
  {
    provide: CHAIN_PORTS,
    inject: [DOCUMENT_STORE, FAILPOINT, METRICS, LOGGER],
    useFactory: (
      store: DocumentStore,
      failpoint: Failpoint,
      metrics: Registry,
      logger: Logger,
    ): ChainPorts => ({ store, failpoint, onAlarm: alarmOf(metrics, logger) }),
  },
  {
    provide: SIGNING_PORTS,
    inject: [DOCUMENT_STORE, SECRET_BOX, CLOCK],
    useFactory: (store: DocumentStore, secretBox: SecretBox, clock: Clock): SigningPorts => ({
      store,
      secretBox,
      clock,
    }),
  },
  {
    provide: SignHeadsSchedule,
    inject: [SIGNING_PORTS, LEASES, LOGGER, METRICS],
    useFactory: (ports: SigningPorts, leases: Leases, logger: Logger, metrics: Registry) => {
      chainGauges(metrics, ports.store, ports.clock);
      return new SignHeadsSchedule(ports, leases, logger);
    },
  },
  {
    provide: VERIFY,
    inject: [DOCUMENT_STORE, EVENT_LOG],
    useFactory: (store: DocumentStore, log: EventLog) => oneVerificationAtATime({ store, log }),
  },
  {
    provide: REPLAY_PORTS,
    inject: [DOCUMENT_STORE, EVENT_LOG, VAULT, SECRET_BOX, CLOCK, RANDOMNESS],
    useFactory: (
      store: DocumentStore,
      log: EventLog,
      vault: Vault,
      secretBox: SecretBox,
      clock: Clock,
      randomness: Randomness,
    ): ReplayPorts => ({
      store,
      log,
      clock,
      postings: createPostings({ store, log, clock }),
      connections: createConnectionReader({ store, secretBox, clock }),
      projections: [
        together(orderProjection({ store, vault }), productProjection(store)),
        customerProjection(store),
        postingProjection(store),
        connectionProjection(createConnections({ store, log, secretBox, clock, randomness })),
        companyProjection({ store, vault }),
      ],
      sleep: async (ms) => {
        await sleep(ms, undefined, { ref: false });
      },
    }),
  },
  {
    provide: ReplaysSchedule,
    inject: [REPLAY_PORTS, LEASES, LOGGER],
    useFactory: (ports: ReplayPorts, leases: Leases, logger: Logger) =>
      new ReplaysSchedule(ports, leases, logger),
  },
];

/** Binds the use cases of audit to the platform's ports. */
@Module({ controllers: [ChainConsumer, AuditController, ReplaysController], providers })
export class AuditModule {}
