import type { KeyUpkeep } from '@ml-connector/sealing';
import type { Logger } from './logger.js';

const INTERVAL_MS = 5_000;

/** Tells the ledger the keys that were made while the log was down, by whichever process comes first. @returns what ends that. */
export const keepKeys = (
  keys: Pick<KeyUpkeep, 'tellUntold'>,
  logger: Logger,
): (() => Promise<void>) => {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let run = Promise.resolve();
  const round = async (): Promise<void> => {
    try {
      const told = await keys.tellUntold();
      if (told > 0) logger.info({ event: 'keys.told', count: told }, 'Data keys reached the log.');
    } catch (error) {
      logger.debug({ event: 'keys.waiting', error }, 'Data keys wait for the log.');
    }
  };
  const schedule = (): void => {
    if (!isStopped)
      timer = setTimeout(() => {
        run = round().then(schedule);
      }, INTERVAL_MS).unref();
  };
  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return run;
  };
};
