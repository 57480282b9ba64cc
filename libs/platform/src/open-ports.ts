import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { createEmbeddedEventLog, createParking, documentPositions } from '@ml-connector/event-log';
import { AppError, systemClock } from '@ml-connector/kernel';
import { createSecretBox, createVault } from '@ml-connector/sealing';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { failpointsFrom } from './failpoints.js';
import type { Logger } from './logger.js';
import type { Ports } from './ports.js';
import type { Settings } from './settings.js';
import { systemRandomness } from './system-randomness.js';

export interface OpenPorts {
  readonly ports: Ports;
  /** Rejects where the stores do not answer, or would not write; costs no write while they do. */
  readonly probe: () => Promise<void>;
  readonly closePorts: () => Promise<void>;
}

/**
 * Opens what the services of a process share. The only place that knows which adapters stand behind the ports.
 * @throws AppError CONFIG_INVALID, STORE_IN_USE.
 */
export const openPorts = async (settings: Settings, logger: Logger): Promise<OpenPorts> => {
  if (settings.mode === 'distributed') {
    throw new AppError('CONFIG_INVALID', 'ML_MODE: this release runs embedded only.');
  }
  const engine = await openEngine({
    directory: settings.dataDirectory,
    commitEach: settings.commitEach,
  });
  const clock = systemClock;
  const randomness = systemRandomness;
  const store = createEmbeddedDocumentStore(engine);
  const log = createEmbeddedEventLog(engine, { positions: documentPositions(store), clock });
  const secretBox = createSecretBox({ keys: settings.encryptionKeys, randomness });
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  return {
    ports: {
      settings,
      clock,
      randomness,
      logger,
      metrics,
      failpoint: failpointsFrom(settings.failpoints),
      store,
      log,
      parking: createParking({ store, log, clock }),
      secretBox,
      vault: createVault({ store, secretBox, clock, randomness }),
    },
    probe: () => engine.probe(),
    closePorts: async () => {
      await log.close();
      await engine.close();
    },
  };
};
