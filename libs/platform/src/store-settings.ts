/** How to reach the cluster that keeps the log. */
export interface KafkaSettings {
  /** ML_KAFKA_BROKERS: `host:port`, comma-separated. */
  readonly brokers: readonly string[];
  /** ML_KAFKA_REPLICATION. Default 3; 1 only with ML_KAFKA_SINGLE_NODE=true. */
  readonly replication: number;
  /** ML_KAFKA_PARTITIONS, fixed when the topics are made. Default 12. */
  readonly partitions: number;
  /** ML_KAFKA_PREFIX: stands before the names of topics and groups. Default none. */
  readonly prefix: string;
  /** ML_KAFKA_SESSION_SECONDS in milliseconds: after so long without a sign of life a process loses its partitions. Default 30 s. */
  readonly sessionMs: number;
  /** ML_KAFKA_TLS, or one of its files is named; PEM texts, read at start. */
  readonly tls: KafkaTlsSettings | null;
  /** ML_KAFKA_SASL_MECHANISM with ML_KAFKA_SASL_USERNAME and ML_KAFKA_SASL_PASSWORD. */
  readonly sasl: KafkaSaslSettings | null;
}

export interface KafkaTlsSettings {
  /** From ML_KAFKA_CA_FILE. */
  readonly ca?: string;
  /** From ML_KAFKA_CERT_FILE. */
  readonly cert?: string;
  /** From ML_KAFKA_KEY_FILE. */
  readonly key?: string;
  /** ML_KAFKA_SERVER_NAME. */
  readonly servername?: string;
}

export interface KafkaSaslSettings {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** How to reach the database that keeps the documents. */
export interface MongodbSettings {
  /** ML_MONGODB_URI; may hold credentials, is never logged. */
  readonly uri: string;
  /** ML_MONGODB_DATABASE. Default: that of the URI, else `ml-connector`. */
  readonly database: string | null;
  /** ML_MONGODB_POOL: most connections of a process. Default 20. */
  readonly pool: number;
  /** ML_MONGODB_TIMEOUT_SECONDS in milliseconds: for an answer, and for a place in the pool's queue. Default 20 s. */
  readonly answerMs: number;
  /** ML_MONGODB_CA_FILE, a path. */
  readonly caFile: string | null;
  /** ML_MONGODB_CERTIFICATE_KEY_FILE, a path. */
  readonly certificateKeyFile: string | null;
}
