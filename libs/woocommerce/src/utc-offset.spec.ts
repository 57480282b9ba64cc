import { describe, expect, it } from 'vitest';
import { utcOffsetOf } from './utc-offset.js';

describe('utcOffsetOf', () => {
  it.each([
    ['2026-11-24T20:30:00', '2026-11-25T01:30:00.000Z', '-05:00'],
    ['2026-07-01T05:15:00', '2026-06-30T23:45:00.000Z', '+05:30'],
    ['2026-11-24T09:00:00', '2026-11-24T09:00:00.000Z', '+00:00'],
  ])('of %s and %s is %s', (local, utc, offset) => {
    expect(utcOffsetOf(local, utc)).toBe(offset);
  });

  it.each([null, undefined, '', 'soon', '2026-11-24T09:00:00Z', '2025-11-24T09:00:00'])(
    'is not guessed from %j',
    (local) => {
      expect(utcOffsetOf(local, '2026-11-24T09:00:00.000Z')).toBeNull();
    },
  );
});
