import mongoose, { type Connection, type ConnectOptions, type mongo } from 'mongoose';
import { storeFailure } from './store-failure.js';

/** How to reach the database. */
export interface MongodbConnection {
  /** `mongodb://…` or `mongodb+srv://…`; may hold credentials and TLS options, and is never logged. */
  readonly uri: string;
  /** Default: that of the URI, else `ml-connector`. */
  readonly database?: string;
  /** Most connections of this process. Default 20. */
  readonly pool?: number;
  /** Milliseconds for an answer, and for a place in the pool's queue. Default 20 s. */
  readonly answerMs?: number;
  /** Shows in the database's logs. Default `ml-connector`. */
  readonly appName?: string;
  /** Files with PEM texts, for an authority that is not public and for a client's certificate with its key. */
  readonly tls?: { readonly caFile?: string; readonly certificateKeyFile?: string };
}

export interface OpenMongodb {
  /** Connects when it is first needed. @throws AppError STORE_UNAVAILABLE */
  readonly db: () => Promise<mongo.Db>;
  close(): Promise<void>;
}

const DEFAULT_DATABASE = 'ml-connector';
const DEFAULT_POOL = 20;
const REACH_MS = 5_000;
const ANSWER_MS = 20_000;
/** For the majority to have a write. */
const MAJORITY_MS = 10_000;

export const openMongodb = (options: MongodbConnection): OpenMongodb => {
  let connecting: Promise<Connection> | null = null;
  const connect = async (): Promise<Connection> => {
    try {
      return await mongoose.createConnection(options.uri, connectOptions(options)).asPromise();
    } catch (error) {
      // Whoever needs it next tries again.
      connecting = null;
      throw storeFailure(error);
    }
  };
  return {
    async db() {
      const { db } = await (connecting ??= connect());
      if (!db) throw storeFailure(new Error('The connection is closed.'));
      return db;
    },
    async close() {
      if (connecting) await (await connecting).close();
    },
  };
};

/** What is decided is read from the primary and written to the majority, whatever the URI asks for. */
export const connectOptions = ({
  uri,
  database,
  pool = DEFAULT_POOL,
  answerMs = ANSWER_MS,
  appName = 'ml-connector',
  tls,
}: MongodbConnection): ConnectOptions => ({
  ...databaseOf(uri, database),
  appName,
  ...(tls?.caFile === undefined ? {} : { tls: true, tlsCAFile: tls.caFile }),
  ...(tls?.certificateKeyFile === undefined
    ? {}
    : { tls: true, tlsCertificateKeyFile: tls.certificateKeyFile }),
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  maxPoolSize: pool,
  serverSelectionTimeoutMS: REACH_MS,
  connectTimeoutMS: REACH_MS,
  socketTimeoutMS: answerMs,
  waitQueueTimeoutMS: answerMs,
  readPreference: 'primary',
  readConcernLevel: 'majority',
  // One by one: of an object the driver lets the URI overrule parts.
  w: 'majority',
  journal: true,
  wtimeoutMS: MAJORITY_MS,
});

const databaseOf = (uri: string, database: string | undefined): ConnectOptions => {
  if (database !== undefined) return { dbName: database };
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/u.test(uri) ? {} : { dbName: DEFAULT_DATABASE };
};
