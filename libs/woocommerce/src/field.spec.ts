import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  decimalText,
  gmtTime,
  linesOf,
  optionalDecimalText,
  text as anyText,
  tolerantIdentifier,
  tolerantText,
} from './field.js';
import { metaData } from './meta-data.js';

describe('a decimal', () => {
  it.each(['0', '0.00', '-0.95', '2379.40', '6.383361', '10.50420166666666667'])(
    'keeps %s as it is',
    (text) => {
      expect(decimalText.parse(text)).toBe(text);
    },
  );

  it.each([
    '',
    ' 1',
    '1,5',
    '+1',
    '.5',
    '1.',
    '1e3',
    'NaN',
    '٣',
    `1.${'0'.repeat(21)}`,
    '1'.repeat(21),
  ])('refuses %j', (text) => {
    expect(decimalText.safeParse(text).success).toBe(false);
  });

  it('may be missing where the store leaves it out', () => {
    expect(['', null, undefined].map((value) => optionalDecimalText.parse(value))).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a time', () => {
  it.each(['2026-11-23T03:40:03', '2026-11-23T03:40:03Z', '2026-11-23T03:40:03.000000Z'])(
    'is read from %s',
    (text) => {
      expect(gmtTime.parse(text)).toBe('2026-11-23T03:40:03.000Z');
    },
  );

  it.each([
    '',
    '2026-11-23',
    '2026-11-23 03:40:03',
    '2026-11-23T03:40:03+01:00',
    '2026-02-30T25:00:00',
    '0000-00-00T00:00:00',
  ])('is not read from %j', (text) => {
    expect(gmtTime.safeParse(text).success).toBe(false);
  });
});

describe('what plugins change', () => {
  it('is read as the text that it stands for', () => {
    expect(['a', 5, false, null, undefined].map((value) => tolerantText.parse(value))).toEqual([
      'a',
      '5',
      '',
      '',
      '',
    ]);
  });

  it('is read as the id that it stands for', () => {
    expect([7, '7'].map((value) => tolerantIdentifier.parse(value))).toEqual([7, 7]);
    expect(
      ['', '-7', '7.5', 7.5, -7].map((value) => tolerantIdentifier.safeParse(value).success),
    ).toEqual([false, false, false, false, false]);
  });
});

describe('an order that is larger than any', () => {
  const lines = linesOf(z.object({ total: decimalText }));

  it('X13: more lines than any order has are refused, ten thousand are read', () => {
    const many = (count: number) => Array.from({ length: count }, () => ({ total: '1.00' }));
    expect(lines.parse(many(10_000))).toHaveLength(10_000);
    expect(lines.safeParse(many(10_001)).success).toBe(false);
  });

  it('X13: keeps of five megabytes of plugin data what is short, and of a text that is far too long nothing', () => {
    const long = { key: 'builder', value: 'x'.repeat(5_000_000) };
    const short = Array.from({ length: 10_000 }, (_, at) => ({ key: `k${at}`, value: 'y' }));
    const kept = metaData.parse([long, ...short]);
    expect(Object.keys(kept)).toHaveLength(499);
    expect(kept).not.toHaveProperty('builder');
    expect(anyText.safeParse('x'.repeat(20_001)).success).toBe(false);
  });
});
