import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@ml-connector/kernel';
import type { Logger } from './logger.js';

/** How long a command waits for stores that are away, in milliseconds; a service of a distributed installation waits for ever. */
const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

export interface Waiting {
  readonly logger: Logger;
  readonly patienceMs?: number;
  readonly time?: WaitingTime;
}

/** Milliseconds. */
export interface WaitingTime {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const REAL: WaitingTime = { now: () => performance.now(), sleep: (ms) => sleep(ms) };

/**
 * Does what needs the stores, again and again while they are away: everything may be started in any order.
 * @throws what no waiting changes at once (CONFIG_INVALID), and the last failure when its patience is over.
 */
export const awaitStores = async (
  prepare: () => Promise<void>,
  { logger, patienceMs = PATIENCE_MS, time = REAL }: Waiting,
): Promise<void> => {
  const deadline = time.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await prepare();
      return;
    } catch (error) {
      if (!isAppError(error) || !error.retryable || time.now() > deadline) throw error;
      logger.warn({ event: 'service.waiting', error }, 'Waiting for the stores.');
      await time.sleep(pause);
    }
  }
};
