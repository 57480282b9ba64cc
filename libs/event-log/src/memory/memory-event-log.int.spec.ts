import {
  createDocumentMemory,
  createMemoryDocumentStore,
} from '@ml-connector/document-store/memory';
import { systemClock } from '@ml-connector/kernel';
import { documentPositions } from '../document-positions.js';
import { eventLogFeatures, type LogUnderTest } from '../event-log.features.js';
import type { EventLog } from '../event-log.js';
import { createLogMemory } from './log-memory.js';
import { createMemoryEventLog } from './memory-event-log.js';

const makeLog = async (): Promise<LogUnderTest> => {
  const memory = createLogMemory();
  const documents = createDocumentMemory();
  const open = (): EventLog =>
    createMemoryEventLog({
      memory,
      clock: systemClock,
      positions: documentPositions(createMemoryDocumentStore(documents)),
      pause: () => 5,
    });
  let log = open();
  return {
    log,
    partitions: 12,
    async reopen() {
      await log.close();
      log = open();
      return log;
    },
    close: () => log.close(),
  };
};

eventLogFeatures('the event log in memory', makeLog);
