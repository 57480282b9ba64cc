import { AppError } from '@ml-connector/kernel';
import { z } from 'zod';
import type { Settings } from './settings.js';
import {
  kafkaSettingsOf,
  mongodbSettingsOf,
  storeEnvironment,
  type TellFault,
} from './store-config.js';

/** What is generated into the data directory where the environment does not say it (embedded mode). */
export interface GeneratedSecrets {
  readonly adminToken: string;
  /** As ML_ENCRYPTION_KEYS. */
  readonly encryptionKeys: string;
}

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65_535);
const seconds = (fallback: number) =>
  z.coerce
    .number()
    .positive()
    .max(86_400)
    .default(fallback)
    .transform((value) => value * 1000);

const environmentSchema = z.object({
  ML_MODE: z.enum(['embedded', 'distributed']).default('embedded'),
  ML_DATA_DIR: z.string().min(1).default('./data'),
  ML_PORT: port.default(3000),
  ML_ADMIN_PORT: port.optional(),
  ML_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ML_ADMIN_TOKEN: z.string().min(16).optional(),
  ML_ENCRYPTION_KEYS: z.string().optional(),
  ML_ALLOW_PRIVATE_STORES: flag,
  ML_SWEEP_INTERVAL_SECONDS: seconds(300),
  ML_SESSION_IDLE_SECONDS: seconds(60),
  ML_DRAIN_SECONDS: seconds(20),
  ML_FAILPOINTS: z.string().default(''),
  ML_COMMIT_EACH: flag,
  ML_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ...storeEnvironment,
});

/**
 * Reads the whole environment once.
 * @param secrets asked for what the environment leaves out in embedded mode; called at most once.
 * @throws AppError CONFIG_INVALID listing every fault at once, by the name of its variable, never its value.
 */
export const settingsFrom = (
  environment: Readonly<Record<string, string | undefined>>,
  secrets: (dataDirectory: string) => GeneratedSecrets,
): Settings => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const wantsMore = given['ML_MODE'] === 'distributed';
  if (wantsMore) faults.push(...missingSecrets(given));
  if (!parsed.success) {
    throw invalid([...faults, ...(wantsMore ? missingAddresses(given) : [])]);
  }
  const values = parsed.data;
  const tell = (fault: string): void => void faults.push(fault);
  const kafka = wantsMore ? kafkaSettingsOf(values, tell) : null;
  const mongodb = wantsMore ? mongodbSettingsOf(values, tell) : null;
  const needsSecrets =
    values.ML_ADMIN_TOKEN === undefined || values.ML_ENCRYPTION_KEYS === undefined;
  const generated = needsSecrets && !wantsMore ? secrets(values.ML_DATA_DIR) : null;
  const keys = values.ML_ENCRYPTION_KEYS ?? generated?.encryptionKeys;
  const encryptionKeys = keys === undefined ? [] : encryptionKeysFrom(keys, tell);
  if (faults.length > 0) throw invalid(faults);
  return {
    mode: values.ML_MODE,
    kafka,
    mongodb,
    drainMs: values.ML_DRAIN_SECONDS,
    dataDirectory: values.ML_DATA_DIR,
    port: values.ML_PORT,
    adminPort: values.ML_ADMIN_PORT ?? null,
    publicUrl: (values.ML_PUBLIC_URL ?? `http://localhost:${values.ML_PORT}`).replace(/\/+$/, ''),
    adminToken: values.ML_ADMIN_TOKEN ?? generated?.adminToken ?? '',
    encryptionKeys,
    allowPrivateStores: values.ML_ALLOW_PRIVATE_STORES,
    sweepIntervalMs: values.ML_SWEEP_INTERVAL_SECONDS,
    sessionIdleMs: values.ML_SESSION_IDLE_SECONDS,
    failpoints: values.ML_FAILPOINTS,
    commitEach: values.ML_COMMIT_EACH,
    logLevel: values.ML_LOG_LEVEL,
  };
};

type Given = Readonly<Record<string, string | undefined>>;

/** Nothing is made up where several processes must agree. */
const missingSecrets = (given: Given): readonly string[] =>
  missing(given, ['ML_ADMIN_TOKEN', 'ML_ENCRYPTION_KEYS']);

const missingAddresses = (given: Given): readonly string[] =>
  missing(given, ['ML_KAFKA_BROKERS', 'ML_MONGODB_URI']);

const missing = (given: Given, names: readonly string[]): readonly string[] =>
  names
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: must be set in distributed mode`);

const KEY_BYTES = 32;

const encryptionKeysFrom = (text: string, tell: TellFault): Settings['encryptionKeys'] => {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':');
    return { id, key: new Uint8Array(Buffer.from(encoded, 'base64')) };
  });
  const isSound = keys.every(
    ({ id, key }) => /^[A-Za-z0-9_-]{1,20}$/.test(id) && key.length === KEY_BYTES,
  );
  if (!isSound || new Set(keys.map(({ id }) => id)).size !== keys.length)
    tell('ML_ENCRYPTION_KEYS: must be id:base64 of 32 bytes, comma-separated, each id once');
  return keys;
};

const invalid = (faults: readonly string[]): AppError =>
  new AppError(
    'CONFIG_INVALID',
    `The configuration has faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
  );
