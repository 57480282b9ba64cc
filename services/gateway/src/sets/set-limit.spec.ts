import { describe, expect, it } from 'vitest';
import { FIRST_LIMIT, halved, nextLimit, TARGET_MS } from './set-limit.js';

const ADD_MS = 300;
const ROUND_TRIP_MS = 1_000;
const answered = (limit: number, addMs = ADD_MS): number =>
  nextLimit(limit, { documents: limit, tookMs: ROUND_TRIP_MS + (limit + 1) * addMs });

describe('the number of documents in a set', () => {
  it('settles within a few sets where a round trip takes about as long as it may', () => {
    let limit = FIRST_LIMIT;
    for (let sets = 0; sets < 6; sets += 1) limit = answered(limit);
    const took: number[] = [];
    for (let sets = 0; sets < 50; sets += 1) {
      took.push(ROUND_TRIP_MS + (limit + 1) * ADD_MS);
      limit = answered(limit);
    }
    expect(Math.max(...took)).toBeLessThan(20_000);
    expect(Math.min(...took)).toBeGreaterThan(12_000);
  });

  it('falls at once where QuickBooks becomes slow', () => {
    expect(answered(50, 4_000)).toBeLessThan(5);
  });

  it('never falls below one, nor grows beyond what one answer may hold', () => {
    expect(nextLimit(1, { documents: 1, tookMs: 10 * TARGET_MS })).toBe(1);
    expect(nextLimit(100, { documents: 100, tookMs: 1 })).toBe(100);
    expect([halved(1), halved(41)]).toEqual([1, 21]);
  });

  it('says nothing about more documents than there were', () => {
    expect(nextLimit(40, { documents: 3, tookMs: 2_000 })).toBe(40);
  });
});
