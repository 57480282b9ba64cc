import type { KafkaSettings, MongodbSettings } from './store-settings.js';

/** What the environment says, validated at start; every fault is listed at once. Only config.ts reads the environment. */
export interface Settings {
  /** ML_MODE. Default embedded. */
  readonly mode: 'embedded' | 'distributed';
  /** Null in embedded mode. */
  readonly kafka: KafkaSettings | null;
  /** Null in embedded mode. */
  readonly mongodb: MongodbSettings | null;
  /** ML_DATA_DIR, embedded only. Default ./data. */
  readonly dataDirectory: string;
  /** ML_PORT. Default 3000; 0 takes a free one. */
  readonly port: number;
  /** ML_ADMIN_PORT: health and metrics on a port of their own. */
  readonly adminPort: number | null;
  /** ML_PUBLIC_URL without a trailing slash. Default http://localhost:<port>. */
  readonly publicUrl: string;
  /** ML_ADMIN_TOKEN; generated into the data directory in embedded mode. */
  readonly adminToken: string;
  /** ML_ENCRYPTION_KEYS, first encrypts; generated into the data directory in embedded mode. */
  readonly encryptionKeys: readonly { readonly id: string; readonly key: Uint8Array }[];
  /** ML_ALLOW_PRIVATE_STORES. Default false. */
  readonly allowPrivateStores: boolean;
  /** ML_SWEEP_INTERVAL_SECONDS in milliseconds. Default 300 s. */
  readonly sweepIntervalMs: number;
  /** ML_SESSION_IDLE_SECONDS in milliseconds. Default 60 s. */
  readonly sessionIdleMs: number;
  /** ML_DRAIN_SECONDS in milliseconds: how long a process that was told to end finishes what is in hand. Default 20 s. */
  readonly drainMs: number;
  /** ML_FAILPOINTS, for tests: `name:action@nth;…`, or `@` and a file that says so. Default none. */
  readonly failpoints: string;
  /** ML_COMMIT_EACH, for tests: one commit per write instead of a shared one. Default false. */
  readonly commitEach: boolean;
  /** ML_LOG_LEVEL. Default info. */
  readonly logLevel: string;
}
