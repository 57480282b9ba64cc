import { describe, expect, it } from 'vitest';
import { growingPause } from './growing-pause.js';

describe('the pause after a rejection', () => {
  it('doubles up to 30 s', () => {
    const pause = growingPause(() => 1);
    expect([1, 2, 3, 9, 10, 1000].map(pause)).toEqual([100, 200, 400, 25_600, 30_000, 30_000]);
  });

  it('is at least half of that', () => {
    const pause = growingPause(() => 0);
    expect([1, 2, 1000].map(pause)).toEqual([50, 100, 15_000]);
  });
});
