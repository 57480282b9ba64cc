import { describe, expect, it } from 'vitest';
import { negotiateVersion, toVersion, toVersionNumber } from './version.js';

describe('negotiateVersion', () => {
  it.each([
    [13, 0, '13.0'],
    [16, 0, '13.0'],
    [9999, 99, '13.0'],
    [12, 0, '12.0'],
    [4, 1, '4.1'],
    [2, 1, '2.1'],
  ])('of %i.%i is the newest that both sides know: %s', (major, minor, version) => {
    expect(negotiateVersion(major, minor)).toBe(version);
  });

  it.each([
    [-1, 0],
    [Number.NaN, 0],
    [12.5, 0.3],
    [Number.POSITIVE_INFINITY, 0],
    [0, 0],
    [13, -1],
    [4, 1000],
  ])('does not believe %d.%d', (major, minor) => {
    expect(negotiateVersion(major, minor)).toBe('13.0');
  });
});

describe('a version as a number', () => {
  it.each(['1.1', '4.1', '6.0', '13.0'])('stands for %s', (version) => {
    expect(toVersion(toVersionNumber(version))).toBe(version);
  });

  it('orders versions by meaning and not by spelling', () => {
    expect(toVersionNumber('9.0')).toBeLessThan(toVersionNumber('13.0'));
  });

  it.each(['', '13', 'CA3.0', '13.0"?>', '1.1.1'])('is 0 for %j', (version) => {
    expect(toVersionNumber(version)).toBe(0);
  });
});
