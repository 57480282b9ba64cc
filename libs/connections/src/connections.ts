import type { Page } from '@ml-connector/document-store';
import type { Connection, Fencing, StoreCredentials, StoreFacts } from './connection.js';
import type { DailyCaps } from './daily-caps.js';
import type { SecretKind, Verb } from './decide-connection.js';
import type { Rules } from './rules.js';

export interface NewConnection {
  readonly name: string;
  readonly store: StoreCredentials;
  /** Complete, e.g. by `completeRules`. */
  readonly rules: Rules;
}

/** A connection with the secrets that are told this once. */
export interface CreatedConnection {
  readonly connection: Connection;
  readonly webhookSecret: string;
  readonly qbwcPassword: string;
}

export interface ConnectionChange {
  readonly name?: string;
  /** Parts that are absent stay. */
  readonly store?: Partial<StoreCredentials>;
  readonly fence?: Fencing;
  /** null: none. */
  readonly minimumIntervalSeconds?: number | null;
  /** Parts that are absent stay; null: as many as come. */
  readonly dailyCaps?: Partial<DailyCaps>;
}

/** What is to be replaced; a new secret of the shop is given, the others are made. */
export type Rotation =
  | { readonly what: Exclude<SecretKind, 'store'> }
  | {
      readonly what: 'store';
      readonly store: Pick<StoreCredentials, 'consumerKey' | 'consumerSecret'>;
    };

export interface RulesChange {
  readonly rules: Rules;
  /** The version that the change was made from. */
  readonly expectedVersion: number;
}

/** `unchanged` where all is so already. */
export type ConnectionOutcome =
  | { readonly outcome: 'changed' | 'unchanged'; readonly connection: Connection }
  | ConnectionRefusal;

export interface ConnectionRefusal {
  readonly outcome: 'missing' | 'retired';
}

export type RotationOutcome =
  | {
      readonly outcome: 'changed';
      readonly connection: Connection;
      /** The new secret or password, told this once; null for `store` and `fileId`. */
      readonly secret: string | null;
    }
  | ConnectionRefusal;

export type RulesOutcome =
  | ConnectionOutcome
  | { readonly outcome: 'version-differs'; readonly version: number };

/**
 * The only writer of connections. State, secrets and events (outbox) change in one compare-and-set; the events follow to
 * the log, key connectionId, id `connectionId:revision`. A change is durable when it resolves, also while the log is down.
 * Errors: AppError STORE_UNAVAILABLE, CONFLICT (twenty lost races).
 */
export interface Connections {
  create(connection: NewConnection): Promise<CreatedConnection>;
  /** As it stands, not cached; retired ones too. */
  get(id: string): Promise<Connection | null>;
  /** Oldest first; all states where none is named. */
  list(query: ConnectionListQuery): Promise<Page<Connection>>;
  change(id: string, change: ConnectionChange): Promise<ConnectionOutcome>;
  /** Its secrets are destroyed; what was posted stays. */
  retire(id: string): Promise<ConnectionOutcome>;
  /** A webhook secret or password that was replaced still counts for 24 hours; a file id does not. */
  rotate(id: string, rotation: Rotation): Promise<RotationOutcome>;
  putRules(id: string, change: RulesChange): Promise<RulesOutcome>;
  learnStoreFacts(id: string, facts: StoreFacts): Promise<ConnectionOutcome>;
  /** That a person used a verb. */
  recordVerb(id: string, verb: Verb): Promise<ConnectionOutcome>;
  /** Appends what is still in outboxes; called at start and by a sweep. @returns how many events. @throws AppError LOG_UNAVAILABLE */
  relayPending(): Promise<number>;
}

export interface ConnectionListQuery {
  readonly state?: Connection['state'];
  /** 1 to 1,000. */
  readonly limit: number;
  readonly cursor?: string;
}
