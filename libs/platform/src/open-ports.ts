import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createLeases } from '@ml-connector/document-store';
import { createParking } from '@ml-connector/event-log';
import { systemClock } from '@ml-connector/kernel';
import { createSecretBox, createVault, type KeyUpkeep } from '@ml-connector/sealing';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { failpointsFrom } from './failpoints.js';
import type { Logger } from './logger.js';
import { openStores } from './open-stores.js';
import type { Ports } from './ports.js';
import type { Settings } from './settings.js';
import type { Stores } from './stores.js';
import { systemRandomness } from './system-randomness.js';

export interface OpenPorts {
  readonly ports: Ports;
  readonly keys: KeyUpkeep;
  readonly prepare: Stores['prepare'];
  /** Rejects where the stores do not answer, or would not write; costs no write while they do. */
  readonly probe: () => Promise<void>;
  readonly closePorts: () => Promise<void>;
}

/**
 * Opens what the services of a process share.
 * @throws AppError CONFIG_INVALID, STORE_IN_USE.
 */
export const openPorts = async (settings: Settings, logger: Logger): Promise<OpenPorts> => {
  const { store, log, keyLedger, prepare, probe, close } = await openStores(settings, logger);
  const clock = systemClock;
  const randomness = systemRandomness;
  const secretBox = createSecretBox({ keys: settings.encryptionKeys, randomness });
  const vault = createVault({
    store,
    secretBox,
    clock,
    randomness,
    ...(keyLedger ? { ledger: keyLedger } : {}),
  });
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
      leases: createLeases({ store, clock, holder: holderOf(settings) }),
      parking: createParking({ store, log, clock }),
      secretBox,
      vault,
    },
    keys: vault,
    prepare,
    probe,
    closePorts: close,
  };
};

/**
 * Another one after every start, so that what a killed process had is waited for; one process alone on its data
 * directory takes up what it had at once.
 */
const holderOf = ({ mode }: Settings): string =>
  mode === 'embedded'
    ? 'embedded'
    : `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
