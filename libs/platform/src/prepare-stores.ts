import { isAppError } from '@ml-connector/kernel';
import { awaitStores } from './await-stores.js';
import { settingsFrom } from './config.js';
import { generatedSecrets } from './generated-secrets.js';
import { openStores } from './open-stores.js';
import { createPinoLogger } from './pino-logger.js';
import type { ServiceDefinition } from './service-definition.js';
import { SHARED_COLLECTIONS } from './shared-collections.js';
import { systemRandomness } from './system-randomness.js';

/**
 * Makes the topics and indexes of these services that are missing, compares those that stand, and ends. For an
 * installation, before its services start; running it again changes nothing.
 * @returns what was looked at.
 * @throws AppError CONFIG_INVALID that names every contradiction; STORE_UNAVAILABLE, LOG_UNAVAILABLE after a minute.
 */
export const prepareStores = async (
  definitions: readonly ServiceDefinition[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<{ readonly topics: number; readonly collections: number }> => {
  const settings = settingsFrom(environment, generatedSecrets(systemRandomness));
  const logger = createPinoLogger({ level: settings.logLevel, service: 'prepare' });
  const stores = await openStores(settings, logger);
  const topics = topicsOf(definitions);
  const collections = collectionsOf(definitions);
  try {
    await awaitStores(() => stores.prepare(topics, collections), { logger });
    return { topics: topics.length, collections: collections.length };
  } finally {
    await stores.close();
  }
};

export const topicsOf = (definitions: readonly ServiceDefinition[]) => [
  ...new Set(definitions.flatMap(({ topics }) => topics)),
];

/** Each once. */
export const collectionsOf = (definitions: readonly ServiceDefinition[]) => [
  ...new Set([...SHARED_COLLECTIONS, ...definitions.flatMap(({ collections }) => collections)]),
];

/** As a process: one sentence, and exit code 1 where it did not succeed. */
export const prepareProcess = async (definitions: readonly ServiceDefinition[]): Promise<void> => {
  try {
    const { topics, collections } = await prepareStores(definitions);
    console.log(`${topics} topics and the indexes of ${collections} collections stand.`);
  } catch (error) {
    console.error(isAppError(error) ? error.message : error);
    process.exitCode = 1;
  }
};
