import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { documentPositions } from '../document-positions.js';
import { eventLogFeatures, type LogUnderTest } from '../event-log.features.js';
import type { EventLog } from '../event-log.js';
import { deleteTopics, openTestLog, ownPrefix, PARTITIONS } from './cluster.fixture.js';

const makeLog = async (): Promise<LogUnderTest> => {
  const directory = mkdtempSync(join(tmpdir(), 'positions-'));
  const engine = await openEngine({ directory });
  const prefix = ownPrefix();
  const open = (): EventLog =>
    openTestLog({ prefix, positions: documentPositions(createEmbeddedDocumentStore(engine)) });
  let log = open();
  return {
    log,
    partitions: PARTITIONS,
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

eventLogFeatures('the event log in Kafka', makeLog);
