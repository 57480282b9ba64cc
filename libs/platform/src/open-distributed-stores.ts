import { KEY_TOPIC } from '@ml-connector/contracts';
import { createMongodbDocumentStore } from '@ml-connector/document-store/mongodb';
import { documentPositions } from '@ml-connector/event-log';
import { createKafkaEventLog, type KafkaConnection } from '@ml-connector/event-log/kafka';
import { systemClock } from '@ml-connector/kernel';
import { logKeyLedger } from './log-key-ledger.js';
import type { Logger } from './logger.js';
import type { KafkaSettings, MongodbSettings } from './store-settings.js';
import type { Stores } from './stores.js';

const HEARTBEATS_IN_A_SESSION = 10;

/** Kafka and MongoDB. Neither is connected to before it is used. */
export const openDistributedStores = (
  { kafka, mongodb }: { readonly kafka: KafkaSettings; readonly mongodb: MongodbSettings },
  logger: Logger,
): Stores => {
  const store = createMongodbDocumentStore({
    uri: mongodb.uri,
    ...(mongodb.database === null ? {} : { database: mongodb.database }),
    pool: mongodb.pool,
    answerMs: mongodb.answerMs,
    tls: {
      ...(mongodb.caFile === null ? {} : { caFile: mongodb.caFile }),
      ...(mongodb.certificateKeyFile === null
        ? {}
        : { certificateKeyFile: mongodb.certificateKeyFile }),
    },
  });
  const positions = documentPositions(store);
  const log = createKafkaEventLog({
    connection: connectionOf(kafka, logger),
    positions,
    partitions: kafka.partitions,
    replication: kafka.replication,
    prefix: kafka.prefix,
    timing: {
      sessionMs: kafka.sessionMs,
      heartbeatMs: Math.min(1_000, kafka.sessionMs / HEARTBEATS_IN_A_SESSION),
    },
  });
  return {
    store,
    log,
    keyLedger: logKeyLedger({ log, positions, clock: systemClock }),
    async prepare(topics, collections) {
      await store.ready(collections);
      await log.ensureTopics([...topics, KEY_TOPIC]);
    },
    // A log that is down is no reason to send a webhook away: ingestion keeps it in the document store meanwhile.
    probe: () => store.ready(),
    async close() {
      await log.close();
      await store.close();
    },
  };
};

const connectionOf = ({ brokers, tls, sasl }: KafkaSettings, logger: Logger): KafkaConnection => ({
  brokers,
  ...(tls ? { tls } : {}),
  ...(sasl ? { sasl } : {}),
  // What fails is told by whoever needed it, in our words.
  onLog: ({ message }) => logger.debug({ event: 'kafka.client' }, message),
});
