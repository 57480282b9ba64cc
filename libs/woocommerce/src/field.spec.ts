import { describe, expect, it } from 'vitest';

import {
  decimalText,
  gmtTime,
  optionalDecimalText,
  tolerantIdentifier,
  tolerantText,
} from './field.js';

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
