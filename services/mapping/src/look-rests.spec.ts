import { describe, expect, it } from 'vitest';
import { createLookRests } from './look-rests.js';

const NOW = 1_000_000;

describe('rests between two looks at what waits', () => {
  it('nine times as long as the look took', () => {
    const rests = createLookRests();
    rests.looked('con-big', { began: NOW, ended: NOW + 2_000 });

    expect(rests.isResting('con-big', NOW + 19_999)).toBe(true);
    expect(rests.isResting('con-big', NOW + 20_000)).toBe(false);
  });

  it('not at all where it was never looked at, or took no time', () => {
    const rests = createLookRests();
    rests.looked('con-small', { began: NOW, ended: NOW });

    expect(rests.isResting('con-small', NOW)).toBe(false);
    expect(rests.isResting('con-new', NOW)).toBe(false);
  });

  it('of its own for each connection', () => {
    const rests = createLookRests();
    rests.looked('con-big', { began: NOW, ended: NOW + 60_000 });

    expect(rests.isResting('con-other', NOW + 60_000)).toBe(false);
  });
});
