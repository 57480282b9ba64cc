import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { createEmbeddedEventLog, documentPositions } from '@ml-connector/event-log';
import { systemClock } from '@ml-connector/kernel';
import type { Logger } from './logger.js';
import type { Settings } from './settings.js';
import type { Stores } from './stores.js';

/**
 * The only place that knows which adapters stand behind the ports.
 * @throws AppError CONFIG_INVALID, STORE_IN_USE.
 */
export const openStores = async (settings: Settings, logger: Logger): Promise<Stores> => {
  if (settings.kafka && settings.mongodb) {
    const { kafka, mongodb } = settings;
    // The embedded edition loads neither client: a fifth of its start and of its memory at rest.
    const { openDistributedStores } = await import('./open-distributed-stores.js');
    return openDistributedStores({ kafka, mongodb }, logger);
  }
  const engine = await openEngine({
    directory: settings.dataDirectory,
    commitEach: settings.commitEach,
  });
  const store = createEmbeddedDocumentStore(engine);
  const positions = documentPositions(store);
  const log = createEmbeddedEventLog(engine, { positions, clock: systemClock });
  return {
    store,
    log,
    keyLedger: null,
    prepare: (topics) => log.ensureTopics(topics),
    probe: () => engine.probe(),
    async close() {
      await log.close();
      await engine.close();
    },
  };
};
