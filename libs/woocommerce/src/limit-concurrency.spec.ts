import { setImmediate } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { limitConcurrency } from './limit-concurrency.js';

describe('limitConcurrency', () => {
  it('runs as many tasks as allowed, in the order in which they came, and gets over failures', async () => {
    const limited = limitConcurrency(2);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const task = (number: number) => async () => {
      started.push(number);
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
      if (number === 1) throw new Error('no');
      return number;
    };

    const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => limited(task(number))));
    const late = await limited(task(5));

    expect(most).toBe(2);
    expect(started).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ended.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(late).toBe(5);
  });
});
