import { expect, it } from 'vitest';
import { AppError, isAppError } from './app-error.js';

it('says whether the same call may succeed later, and keeps its cause', () => {
  const cause = new Error('socket');
  const error = new AppError('STORE_UNAVAILABLE', 'The store does not answer.', { cause });
  expect(error.retryable).toBe(true);
  expect(error.cause).toBe(cause);
  expect(isAppError(error, 'STORE_UNAVAILABLE')).toBe(true);
  expect(isAppError(error, 'CONFLICT')).toBe(false);
  expect(isAppError(cause)).toBe(false);
  expect(new AppError('INPUT_INVALID', 'x').retryable).toBe(false);
});
