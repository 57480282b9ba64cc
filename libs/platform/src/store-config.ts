import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type {
  KafkaSaslSettings,
  KafkaSettings,
  KafkaTlsSettings,
  MongodbSettings,
} from './store-settings.js';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
const seconds = (fallback: number) =>
  z.coerce
    .number()
    .min(1)
    .max(600)
    .default(fallback)
    .transform((value) => value * 1000);

const BROKER = /^[^\s:,/]+:\d{1,5}$/;

/** What says where the log and the documents of a distributed installation are. */
export const storeEnvironment = {
  ML_KAFKA_BROKERS: z
    .string()
    .transform((text) => text.split(',').map((broker) => broker.trim()))
    .refine((brokers) => brokers.every((broker) => BROKER.test(broker)), {
      error: 'must be host:port, comma-separated',
    })
    .optional(),
  ML_KAFKA_REPLICATION: z.coerce.number().int().min(1).max(9).optional(),
  ML_KAFKA_SINGLE_NODE: flag,
  ML_KAFKA_PARTITIONS: z.coerce.number().int().min(1).max(200).default(12),
  ML_KAFKA_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]{0,100}$/)
    .default(''),
  ML_KAFKA_SESSION_SECONDS: seconds(30),
  ML_KAFKA_TLS: flag,
  ML_KAFKA_CA_FILE: z.string().optional(),
  ML_KAFKA_CERT_FILE: z.string().optional(),
  ML_KAFKA_KEY_FILE: z.string().optional(),
  ML_KAFKA_SERVER_NAME: z.string().optional(),
  ML_KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  ML_KAFKA_SASL_USERNAME: z.string().optional(),
  ML_KAFKA_SASL_PASSWORD: z.string().optional(),
  ML_MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/\S+$/)
    .optional(),
  ML_MONGODB_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/)
    .optional(),
  ML_MONGODB_POOL: z.coerce.number().int().min(2).max(500).default(20),
  ML_MONGODB_TIMEOUT_SECONDS: seconds(20),
  ML_MONGODB_CA_FILE: z.string().optional(),
  ML_MONGODB_CERTIFICATE_KEY_FILE: z.string().optional(),
} as const;

const environmentSchema = z.object(storeEnvironment);
type Environment = z.infer<typeof environmentSchema>;

/** Takes note of a fault: the name of the variable, a colon, what is wrong; never its value. */
export type TellFault = (fault: string) => void;

export const kafkaSettingsOf = (values: Environment, tell: TellFault): KafkaSettings => {
  if (!values.ML_KAFKA_BROKERS) tell('ML_KAFKA_BROKERS: must be set in distributed mode');
  const replication = values.ML_KAFKA_REPLICATION ?? (values.ML_KAFKA_SINGLE_NODE ? 1 : 3);
  if (replication === 1 && !values.ML_KAFKA_SINGLE_NODE)
    tell(
      'ML_KAFKA_REPLICATION: 1 loses records with one broker; it wants ML_KAFKA_SINGLE_NODE=true',
    );
  return {
    brokers: values.ML_KAFKA_BROKERS ?? [],
    replication,
    partitions: values.ML_KAFKA_PARTITIONS,
    prefix: values.ML_KAFKA_PREFIX,
    sessionMs: values.ML_KAFKA_SESSION_SECONDS,
    tls: tlsOf(values, tell),
    sasl: saslOf(values, tell),
  };
};

const tlsOf = (values: Environment, tell: TellFault): KafkaTlsSettings | null => {
  const { ML_KAFKA_CERT_FILE, ML_KAFKA_KEY_FILE, ML_KAFKA_SERVER_NAME: servername } = values;
  if ((ML_KAFKA_CERT_FILE === undefined) !== (ML_KAFKA_KEY_FILE === undefined))
    tell('ML_KAFKA_CERT_FILE, ML_KAFKA_KEY_FILE: one needs the other');
  const ca = textOf(values, 'ML_KAFKA_CA_FILE', tell);
  const cert = textOf(values, 'ML_KAFKA_CERT_FILE', tell);
  const key = textOf(values, 'ML_KAFKA_KEY_FILE', tell);
  const tls = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(servername === undefined ? {} : { servername }),
  };
  return values.ML_KAFKA_TLS || Object.keys(tls).length > 0 ? tls : null;
};

const saslOf = (values: Environment, tell: TellFault): KafkaSaslSettings | null => {
  const {
    ML_KAFKA_SASL_MECHANISM: mechanism,
    ML_KAFKA_SASL_USERNAME: username,
    ML_KAFKA_SASL_PASSWORD: password,
  } = values;
  const given = [mechanism, username, password].filter((value) => value !== undefined).length;
  if (given === 0) return null;
  if (mechanism !== undefined && username !== undefined && password !== undefined)
    return { mechanism, username, password };
  tell(
    'ML_KAFKA_SASL_MECHANISM, ML_KAFKA_SASL_USERNAME, ML_KAFKA_SASL_PASSWORD: one needs the others',
  );
  return null;
};

export const mongodbSettingsOf = (values: Environment, tell: TellFault): MongodbSettings => {
  if (!values.ML_MONGODB_URI) tell('ML_MONGODB_URI: must be set in distributed mode');
  textOf(values, 'ML_MONGODB_CA_FILE', tell);
  textOf(values, 'ML_MONGODB_CERTIFICATE_KEY_FILE', tell);
  return {
    uri: values.ML_MONGODB_URI ?? '',
    database: values.ML_MONGODB_DATABASE ?? null,
    pool: values.ML_MONGODB_POOL,
    answerMs: values.ML_MONGODB_TIMEOUT_SECONDS,
    caFile: values.ML_MONGODB_CA_FILE ?? null,
    certificateKeyFile: values.ML_MONGODB_CERTIFICATE_KEY_FILE ?? null,
  };
};

type FileVariable = Extract<keyof Environment, `${string}_FILE`>;

const textOf = (values: Environment, name: FileVariable, tell: TellFault): string | undefined => {
  const path = values[name];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    tell(`${name}: the file cannot be read`);
    return undefined;
  }
};
