import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { failureReason, isWorthWaitingFor } from './failure-reason.js';

describe('a failed handler', () => {
  it('is worth waiting for when its store is away or the event is too new', () => {
    expect(isWorthWaitingFor(new AppError('STORE_UNAVAILABLE', 'x'))).toBe(true);
    expect(isWorthWaitingFor(new AppError('EVENT_TOO_NEW', 'x'))).toBe(true);
  });

  it('is not when the event or the code is at fault', () => {
    expect(isWorthWaitingFor(new AppError('EVENT_INVALID', 'x'))).toBe(false);
    expect(isWorthWaitingFor(new TypeError('x'))).toBe(false);
    expect(isWorthWaitingFor('x')).toBe(false);
  });

  it('tells the code and message of our own errors', () => {
    expect(failureReason(new AppError('EVENT_INVALID', 'No shape.'))).toBe(
      'EVENT_INVALID: No shape.',
    );
  });

  it('tells name and place of any other error, and not its message', () => {
    const error = new SyntaxError('Unexpected token in {"email":"ann@example.com"}\n    at home');
    expect(failureReason(error)).toMatch(/^SyntaxError at .*failure-reason\.spec\.ts:\d+:\d+\)$/);
    expect(failureReason(error)).not.toContain('ann');
    expect(failureReason(error)).not.toContain('/');
  });

  it('tells what it can of things that are no errors', () => {
    expect(failureReason({ email: 'ann@example.com' })).not.toContain('ann');
  });
});
