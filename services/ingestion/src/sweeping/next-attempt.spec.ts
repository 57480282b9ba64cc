import { describe, expect, it } from 'vitest';
import { nextAttempt } from './next-attempt.js';

const after = (failures: number, retryAfterMs: number | null = null) => ({
  failures,
  intervalMs: 300_000,
  retryAfterMs,
});

describe('nextAttempt', () => {
  it('keeps to the interval, spread by a fifth', () => {
    expect([0, 0.5, 1].map((random) => nextAttempt(after(0), random))).toEqual([
      270_000, 300_000, 330_000,
    ]);
  });

  it('doubles after each failure, up to a quarter of an hour', () => {
    const pauses = [1, 2, 3, 8, 9, 1_000].map((failures) => nextAttempt(after(failures), 0.5));
    expect(pauses).toEqual([5_000, 10_000, 20_000, 640_000, 900_000, 900_000]);
  });

  it('waits at least as long as the shop asked', () => {
    expect(nextAttempt(after(1, 60_000), 0.5)).toBe(60_000);
  });
});
