import type { DailyCaps } from './daily-caps.js';
import type { Rules } from './rules.js';

/** A shop paired with a company file, as everyone but the console sees it: no secret in it. */
export interface Connection {
  readonly id: string;
  /** Number of the newest change. */
  readonly revision: number;
  readonly name: string;
  readonly state: 'active' | 'retired';
  readonly storeUrl: string;
  readonly rules: Rules;
  readonly rulesVersion: number;
  /** What the shop said about itself; null until it was asked. */
  readonly facts: StoreFacts;
  readonly qbwc: {
    readonly username: string;
    /** GUID in braces; stamped into the company file. */
    readonly fileId: string;
    readonly appName: string;
  };
  /**
   * Whether a list object in the company file guards each set that writes. Absent: on. Without it an unanswered set is
   * looked for instead, and held where it may still be under way.
   */
  readonly fence?: Fencing;
  /** The Web Connector shall not run more often by itself, whatever interval it is set to. Absent or null: as it likes. */
  readonly minimumIntervalSeconds?: number | null;
  /** Absent: the defaults. */
  readonly dailyCaps?: DailyCaps;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

export type Fencing = 'on' | 'off';

export interface StoreFacts {
  readonly currency: string | null;
  /** IANA name, or an offset such as `+02:00`. */
  readonly timeZone: string | null;
  readonly pricesIncludeTax: boolean | null;
}

export interface StoreCredentials {
  readonly url: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/** Reading connections; secrets are opened only by those who ask for them by name. Cached for at most one second. */
export interface ConnectionReader {
  get(id: string): Promise<Connection | null>;
  /** All that are active. */
  active(): Promise<readonly Connection[]>;
  /** Secrets that a delivery may be signed with: the newest first, older ones while their overlap lasts. Empty for an unknown or retired connection. */
  webhookSecrets(id: string): Promise<readonly string[]>;
  storeCredentials(id: string): Promise<StoreCredentials | null>;
  /** The active connection that this user name and password belong to; the time it takes says nothing about which was wrong. */
  login(username: string, password: string): Promise<Connection | null>;
}
