import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { createWriterHealth } from './writer-health.js';
import type { OperationOutcome, WriteFailure } from './writer-protocol.js';

const done: OperationOutcome = { ok: true, steps: [] };
const failed = (code: WriteFailure): OperationOutcome => ({ ok: false, code, message: 'full' });

const setUp = () => {
  const time = { now: 1_000 };
  return { time, health: createWriterHealth(() => time.now) };
};

describe('the health of the writer', () => {
  it('is well at the beginning, and while a transaction is under way', () => {
    const { health } = setUp();
    expect(health.verdict()).toBe('well');
    health.began();
    expect(health.verdict()).toBe('well');
  });

  it.each<WriteFailure>(['STORE_UNAVAILABLE', 'STORE_CORRUPT'])(
    'is doubtful after a transaction that ended with %s, until one succeeds',
    (code) => {
      const { health } = setUp();
      health.began();
      health.ended([failed(code), failed(code)]);
      expect(health.verdict()).toBe('doubtful');
      health.began();
      health.ended([done]);
      expect(health.verdict()).toBe('well');
    },
  );

  it('is well where only what was asked was wrong', () => {
    const { health } = setUp();
    health.began();
    health.ended([failed('INPUT_INVALID')]);
    expect(health.verdict()).toBe('well');
  });

  it('is over when a transaction takes longer than ten seconds', () => {
    const { health, time } = setUp();
    health.began();
    time.now += 10_000;
    expect(health.verdict()).toBe('well');
    time.now += 1;
    expect(health.verdict()).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('is over for good when the writer has stopped', () => {
    const { health } = setUp();
    const error = new AppError('STORE_UNAVAILABLE', 'The writer of the store has stopped.');
    health.stopped(error);
    health.ended([done]);
    expect(health.verdict()).toBe(error);
  });
});
