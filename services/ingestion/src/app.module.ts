import { Module, type Provider } from '@nestjs/common';
import {
  type ConnectionReader,
  type Connections,
  createConnectionReader,
  createConnections,
} from '@ml-connector/connections';
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
  type Settings,
  SETTINGS,
  VAULT,
} from '@ml-connector/platform';
import type { SecretBox, Vault } from '@ml-connector/sealing';
import { createStoreClient } from '@ml-connector/woocommerce';
import { Registry } from 'prom-client';
import { createInbox, type Inbox } from './inbox/inbox.js';
import { InboxSchedule } from './inbox/inbox.schedule.js';
import { createLanes } from './reading/lanes.js';
import { ReadRequestsSchedule } from './reading/read-requests.schedule.js';
import type { ReadingPorts } from './reading/reading.js';
import { createStoreClients, type StoreClients } from './reading/store-clients.js';
import { createSignals, type Signals } from './signals.js';
import { BackfillSchedule } from './sweeping/backfill.schedule.js';
import type { SweepingPorts } from './sweeping/sweeping-ports.js';
import { sweepGauges } from './sweeping/sweep-gauges.js';
import { SweepSchedule } from './sweeping/sweep.schedule.js';
import { WEBHOOK_FRONT } from './webhook-front.token.js';
import { acceptDelivery } from './webhooks/accept-delivery.js';
import { createRecentIds } from './webhooks/recent-ids.js';
import { createWebhookFront } from './webhooks/webhook-front.js';

const READER = Symbol('ConnectionReader');
const WRITER = Symbol('Connections');
const SIGNALS = Symbol('Signals');
const READING = Symbol('ReadingPorts');
const SWEEPING = Symbol('SweepingPorts');
const CLIENTS = Symbol('StoreClients');
const INBOX = Symbol('Inbox');

const RECENT_DELIVERIES = 20_000;

const providers: Provider[] = [
  {
    provide: READER,
    inject: [DOCUMENT_STORE, SECRET_BOX, CLOCK],
    useFactory: (store: DocumentStore, secretBox: SecretBox, clock: Clock) =>
      createConnectionReader({ store, secretBox, clock }),
  },
  {
    provide: WRITER,
    inject: [DOCUMENT_STORE, EVENT_LOG, SECRET_BOX, CLOCK, RANDOMNESS],
    useFactory: (
      store: DocumentStore,
      log: EventLog,
      secretBox: SecretBox,
      clock: Clock,
      randomness: Randomness,
    ) => createConnections({ store, log, secretBox, clock, randomness }),
  },
  {
    provide: SIGNALS,
    inject: [METRICS, LOGGER],
    useFactory: (metrics: Registry, logger: Logger) => createSignals(metrics, logger),
  },
  {
    provide: READING,
    inject: [EVENT_LOG, DOCUMENT_STORE, VAULT, CLOCK, FAILPOINT],
    useFactory: (
      log: EventLog,
      store: DocumentStore,
      vault: Vault,
      clock: Clock,
      failpoint: Failpoint,
    ): ReadingPorts => ({ log, store, vault, clock, failpoint }),
  },
  {
    provide: SWEEPING,
    inject: [READING, READER, WRITER, SIGNALS, SETTINGS, LEASES],
    useFactory: (
      reading: ReadingPorts,
      reader: ConnectionReader,
      connections: Connections,
      signals: Signals,
      { publicUrl }: Settings,
      leases: Leases,
    ): SweepingPorts => ({
      ...reading,
      reader,
      connections,
      signals,
      publicUrl,
      lanes: createLanes(),
      leases,
    }),
  },
  {
    provide: CLIENTS,
    inject: [READER, SETTINGS, CLOCK, RANDOMNESS],
    useFactory: (
      reader: ConnectionReader,
      { allowPrivateStores }: Settings,
      clock: Clock,
      randomness: Randomness,
    ) =>
      createStoreClients(reader, (credentials) =>
        createStoreClient({ ...credentials, allowPrivate: allowPrivateStores, clock, randomness }),
      ),
  },
  {
    provide: INBOX,
    inject: [READING],
    useFactory: (ports: ReadingPorts) => createInbox(ports),
  },
  {
    provide: InboxSchedule,
    inject: [INBOX, LEASES, SIGNALS],
    useFactory: (inbox: Inbox, leases: Leases, signals: Signals) =>
      new InboxSchedule({ inbox, leases, signals }),
  },
  {
    provide: WEBHOOK_FRONT,
    inject: [READING, READER, SIGNALS, INBOX],
    useFactory: (
      reading: ReadingPorts,
      connections: ConnectionReader,
      signals: Signals,
      inbox: Inbox,
    ) => {
      const to = { ...reading, inbox, recent: createRecentIds(RECENT_DELIVERIES) };
      const { failpoint } = reading;
      const accept = (delivery: Parameters<typeof acceptDelivery>[1]) =>
        acceptDelivery(to, delivery);
      return createWebhookFront({ connections, accept, signals, failpoint });
    },
  },
  {
    provide: SweepSchedule,
    inject: [SWEEPING, READER, CLIENTS, RANDOMNESS, SETTINGS, METRICS],
    useFactory: (
      ports: SweepingPorts,
      connections: ConnectionReader,
      clients: StoreClients,
      randomness: Randomness,
      { sweepIntervalMs: intervalMs }: Settings,
      metrics: Registry,
    ) => {
      const schedule = new SweepSchedule({ ports, connections, clients, randomness, intervalMs });
      sweepGauges(metrics, () => schedule.lags());
      return schedule;
    },
  },
  {
    provide: ReadRequestsSchedule,
    inject: [SWEEPING, READER, CLIENTS],
    useFactory: (ports: SweepingPorts, connections: ConnectionReader, clients: StoreClients) =>
      new ReadRequestsSchedule({ ports, connections, clients }),
  },
  {
    provide: BackfillSchedule,
    inject: [SWEEPING, READER, CLIENTS],
    useFactory: (ports: SweepingPorts, connections: ConnectionReader, clients: StoreClients) =>
      new BackfillSchedule({ ports, connections, clients }),
  },
];

/** Binds the use cases of ingestion to the platform's ports. */
@Module({ providers })
export class IngestionModule {}
