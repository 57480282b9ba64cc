import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { cureTimerSpin } from './timer-spin.js';

/** How to reach the brokers. */
export interface KafkaConnection {
  /** `host:port` of one or more. */
  readonly brokers: readonly string[];
  /** Shows in the brokers' logs and quotas. Default `ml-connector`. */
  readonly clientId?: string;
  /** PEM texts. `{}` for TLS with the public authorities; absent for plain text. */
  readonly tls?: KafkaTls;
  readonly sasl?: KafkaCredentials;
  /** Told what the client logs: warnings and errors, without payload. */
  readonly onLog?: (entry: KafkaLogEntry) => void;
}

export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name in the broker's certificate, when it is not the host's. */
  readonly servername?: string;
}

export interface KafkaCredentials {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaLogEntry {
  readonly level: 'warn' | 'error';
  readonly message: string;
}

/** Retries of one call, about 3 s in all: whoever appends has a place to go when the log is down. */
export const RETRY = {
  initialRetryTime: 100,
  maxRetryTime: 1_600,
  multiplier: 2,
  factor: 0.2,
  retries: 5,
};

const CONNECT_MS = 5_000;
const REQUEST_MS = 20_000;

export const connectKafka = (connection: KafkaConnection): Kafka => {
  cureTimerSpin();
  const { brokers, clientId = 'ml-connector', tls, sasl, onLog } = connection;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...(tls ? { ssl: { ...tls } } : {}),
    ...(sasl ? { sasl: credentialsOf(sasl) } : {}),
    connectionTimeout: CONNECT_MS,
    authenticationTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    retry: RETRY,
    logLevel: onLog ? logLevel.WARN : logLevel.NOTHING,
    logCreator: logTo(onLog),
  });
};

const credentialsOf = ({ mechanism, username, password }: KafkaCredentials): SASLOptions => {
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
};

const logTo =
  (onLog: KafkaConnection['onLog']): NonNullable<KafkaConfig['logCreator']> =>
  () =>
  ({ level, log }) =>
    onLog?.({ level: level === logLevel.ERROR ? 'error' : 'warn', message: log.message });
