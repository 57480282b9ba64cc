import { companyLists, type CompanyObject } from '@ml-connector/bookkeeping';
import {
  CONNECTOR_UPDATES,
  type ConnectionReader,
  type ConnectorOutcome,
} from '@ml-connector/connections';
import type { Collection, DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock, Failpoint, Randomness } from '@ml-connector/kernel';
import type { Logger } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import {
  ADOPTIONS,
  ANSWERS,
  COMPANIES,
  DELETIONS,
  SESSIONS,
  SETS,
  WRITTEN,
  type MessageSet,
  type StoredAnswer,
} from './company/collections.js';
import { STANDINGS, type Standing } from './changes/standing.js';
import type { Company } from './company/company.js';
import type { Deletion } from './recovery/deletions.js';
import type { FoundDocument } from './recovery/found-document.js';
import type { GatewaySignals } from './watch/gateway-signals.js';
import type { GuessBrake } from './watch/guess-brake.js';
import type { PollWatch } from './watch/poll-watch.js';

/** What the gateway is made of and needs from outside. */
export interface GatewayPorts {
  readonly store: DocumentStore;
  readonly postings: Postings;
  readonly connections: ConnectionReader;
  readonly log: Pick<EventLog, 'append' | 'ends'>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly failpoint: Failpoint;
  readonly logger: Logger;
  readonly signals: GatewaySignals;
  readonly polls: Pick<PollWatch, 'polled' | 'refused'>;
  readonly guessBrake: GuessBrake;
  /** Milliseconds after its last call until a session is over. */
  readonly sessionIdleMs: number;
}

/** The ports with the gateway's own collections opened. */
export interface Gateway extends GatewayPorts {
  readonly companies: Collection<Company>;
  readonly sessions: Collection<{ readonly connectionId: string; readonly epoch: number }>;
  readonly updates: Collection<ConnectorOutcome>;
  readonly sets: Collection<MessageSet>;
  readonly answers: Collection<StoredAnswer>;
  readonly adoptions: Collection<FoundDocument>;
  readonly deletions: Collection<Deletion>;
  /** What mapping knows of the lists: read only, to tell what is news. */
  readonly mirror: Pick<Collection<CompanyObject>, 'getMany'>;
  /** How documents stood that are to be changed, read in the session that changes them. */
  readonly standings: Collection<Standing>;
  readonly written: Collection<{ readonly fields: string; readonly editSequence: string | null }>;
}

export const openGateway = (ports: GatewayPorts): Gateway => ({
  ...ports,
  companies: ports.store.collection(COMPANIES),
  sessions: ports.store.collection(SESSIONS),
  updates: ports.store.collection(CONNECTOR_UPDATES),
  sets: ports.store.collection(SETS),
  answers: ports.store.collection(ANSWERS),
  adoptions: ports.store.collection(ADOPTIONS),
  deletions: ports.store.collection(DELETIONS),
  mirror: ports.store.collection(companyLists),
  standings: ports.store.collection(STANDINGS),
  written: ports.store.collection(WRITTEN),
});
