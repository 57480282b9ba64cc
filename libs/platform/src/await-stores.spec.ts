import { AppError } from '@ml-connector/kernel';
import { expect, it, vi } from 'vitest';
import { awaitStores } from './await-stores.js';

const logger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
};
const away = new AppError('LOG_UNAVAILABLE', 'Kafka does not answer.');
const HOUR_MS = 3_600_000;

/** A clock that only sleeping moves, and stores that answer after so long. */
const world = (awayMs: number) => {
  let now = 0;
  return {
    time: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    },
    passed: () => now,
    prepare: async () => {
      if (now < awayMs) throw away;
    },
  };
};

it('waits for as long as it takes where it is told to', async () => {
  const { prepare, time, passed } = world(HOUR_MS);
  await awaitStores(prepare, { logger, patienceMs: Infinity, time });

  expect(passed()).toBeGreaterThanOrEqual(HOUR_MS);
});

it('gives up after a minute by itself', async () => {
  const { prepare, time, passed } = world(HOUR_MS);
  await expect(awaitStores(prepare, { logger, time })).rejects.toBe(away);
  expect(passed()).toBeGreaterThan(60_000);
  expect(passed()).toBeLessThan(70_000);
});

it('does not wait for what no waiting changes', async () => {
  const wrong = new AppError('CONFIG_INVALID', 'A topic contradicts.');
  const prepare = vi.fn<() => Promise<void>>(() => Promise.reject(wrong));
  await expect(awaitStores(prepare, { logger, patienceMs: Infinity })).rejects.toBe(wrong);
  expect(prepare).toHaveBeenCalledOnce();
});
