import { describe, expect, it } from 'vitest';
import { answerInTime } from './answer-in-time.js';

const MANY_MS = 10_000;

describe('a log', () => {
  it('that answers in time is waited for', async () => {
    await expect(answerInTime(MANY_MS, Promise.resolve(1))).resolves.toBeUndefined();
  });

  it('that hangs is down', async () => {
    const never = Promise.withResolvers<void>();
    await expect(answerInTime(1, never.promise)).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
  });

  it('that fails fails as it does', async () => {
    const failure = new Error('The record is too large.');
    await expect(answerInTime(MANY_MS, Promise.reject(failure))).rejects.toBe(failure);
  });
});
