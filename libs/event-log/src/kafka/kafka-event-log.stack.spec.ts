import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { Kafka, logLevel } from 'kafkajs';
import { documentPositions } from '../document-positions.js';
import { eventLogFeatures, type LogUnderTest } from '../event-log.features.js';
import type { EventLog } from '../event-log.js';
import { createKafkaEventLog } from './kafka-event-log.js';

const brokers = (process.env['ML_KAFKA_BROKERS'] ?? '').split(',');
let tests = 0;

const makeLog = async (): Promise<LogUnderTest> => {
  const directory = mkdtempSync(join(tmpdir(), 'positions-'));
  const engine = await openEngine({ directory });
  const prefix = `t${process.pid}.${(tests += 1)}.`;
  const open = (): EventLog =>
    createKafkaEventLog({
      connection: { brokers },
      positions: documentPositions(createEmbeddedDocumentStore(engine)),
      partitions: 4,
      replication: 1,
      prefix,
      pause: () => 5,
      timing: { sessionMs: 10_000, heartbeatMs: 200 },
    });
  let log = open();
  return {
    log,
    partitions: 4,
    async reopen() {
      await log.close();
      log = open();
      return log;
    },
    async close() {
      await log.close();
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
      await deleteTopics(prefix);
    },
  };
};

const deleteTopics = async (prefix: string): Promise<void> => {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const standing = new Set(await admin.listTopics());
  const topics = ALL_TOPICS.map((topic) => prefix + topic).filter((topic) => standing.has(topic));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
};

eventLogFeatures('the event log in Kafka', makeLog);
