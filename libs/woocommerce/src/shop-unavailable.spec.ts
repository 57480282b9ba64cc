import { describe, expect, it } from 'vitest';

import { readRetryAfter } from './shop-unavailable.js';

const now = Date.parse('2026-11-23T03:43:00Z');

describe('readRetryAfter', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['a date', 'Mon, 23 Nov 2026 03:44:30 GMT', 90_000],
    ['a date that is over', 'Mon, 23 Nov 2026 03:00:00 GMT', 0],
    ['a week', '604800', 86_400_000],
    ['nonsense', 'soon', null],
    ['nothing', undefined, null],
  ])('reads %s', (_what, header, wait) => {
    expect(readRetryAfter(header, now)).toBe(wait);
  });
});
