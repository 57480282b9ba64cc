import type { DocumentStore, Leases } from '@ml-connector/document-store';
import type { EventLog, Parking } from '@ml-connector/event-log';
import type { Clock, Failpoint, Randomness } from '@ml-connector/kernel';
import type { SecretBox, Vault } from '@ml-connector/sealing';
import type { Registry } from 'prom-client';
import type { Logger } from './logger.js';
import type { Settings } from './settings.js';

/** What the services of a process share. */
export interface Ports {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly failpoint: Failpoint;
  readonly store: DocumentStore;
  readonly log: EventLog;
  /** What only one of several equal processes does at a time. */
  readonly leases: Leases;
  readonly parking: Parking;
  readonly vault: Vault;
  readonly secretBox: SecretBox;
}
