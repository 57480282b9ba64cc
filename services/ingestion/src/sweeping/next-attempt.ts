const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
const SPREAD = 0.2;

/**
 * How long to wait, in milliseconds, before a shop is read again: its interval, or after failures a pause that doubles
 * up to a quarter of an hour, and at least what the shop asked for. Spread by a fifth, so that shops do not march in step.
 * @param random from 0 to 1
 */
export const nextAttempt = (
  after: {
    readonly failures: number;
    readonly intervalMs: number;
    readonly retryAfterMs: number | null;
  },
  random: number,
): number => {
  const pause =
    after.failures === 0
      ? after.intervalMs
      : Math.min(FIRST_PAUSE_MS * 2 ** Math.min(after.failures - 1, 20), LONGEST_PAUSE_MS);
  return Math.max(pause, after.retryAfterMs ?? 0) * (1 - SPREAD / 2 + SPREAD * random);
};
