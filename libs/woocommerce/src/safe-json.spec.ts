import { isAppError } from '@ml-connector/kernel';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { safeJson } from './safe-json.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const refusalOf = (raw: Uint8Array, limits = {}): string => {
  try {
    safeJson(raw, limits);
    return 'accepted';
  } catch (error) {
    return isAppError(error, 'INPUT_INVALID') ? error.message : 'another error';
  }
};

describe('safeJson', () => {
  it('reads what JSON.parse reads, but for numbers that a double cannot keep', () => {
    const number = fc.oneof(fc.maxSafeInteger(), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.oneof(number, fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 3 }), tie('tree'), { maxKeys: 4 }),
      ),
    }));

    fc.assert(
      fc.property(tree, (value) => {
        const text = JSON.stringify(value);
        expect(safeJson(bytes(text), { maxDepth: 1_000 })).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses or reads any bytes, and never fails in another way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
        expect(refusalOf(raw)).not.toBe('another error');
      }),
    );
  });

  it('keeps lone surrogates and skips a byte order mark', () => {
    expect(safeJson(bytes('\u{feff}"\\ud800"'))).toBe('\ud800');
  });

  it('does not count brackets and commas in strings', () => {
    const text = JSON.stringify({ a: '[[[[{{{{,,,,\\"[[[[' });

    expect(safeJson(bytes(text), { maxDepth: 1, maxMembers: 1 })).toEqual(JSON.parse(text));
  });

  it.each([
    ['a third level', '[[[]]]', { maxDepth: 2 }, /deeper than 2/],
    ['a fourth member', '[1,{"a":2,"b":3}]', { maxMembers: 3 }, /more than 3 members/],
    ['a byte too many', '"ab"', { maxBytes: 3 }, /larger than 3 bytes/],
    ['a prototype', '{"a":[{"__proto__":{}}]}', {}, /key that is not allowed/],
    ['an escaped prototype', '{"\\u005f_proto__":1}', {}, /key that is not allowed/],
    ['a constructor', '{"constructor":1}', {}, /key that is not allowed/],
    ['an integer beyond 2^53', '[9007199254740993]', {}, /too large/],
    ['a number beyond a double', '[1e400]', {}, /too large/],
    ['nothing', '', {}, /not well formed/],
    ['half of it', '{"secret":"x', {}, /not well formed/],
    ['more behind it', '{} secret', {}, /not well formed/],
    ['NaN', '[NaN]', {}, /not well formed/],
  ])('refuses %s without quoting it', (_what, text, limits, message) => {
    const refusal = refusalOf(bytes(text), limits);

    expect(refusal).toMatch(message);
    expect(refusal).not.toContain('secret');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusalOf(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toMatch(/not valid UTF-8/);
  });

  it.each([
    ['twenty million opening brackets', Buffer.alloc(20_000_000, '['), /deeper/],
    ['a million objects inside each other', Buffer.from('{"a":'.repeat(1_000_000)), /deeper/],
    ['a string that never ends', Buffer.from(`"${'\\'.repeat(19_000_001)}`), /not well formed/],
    ['six million items', Buffer.from(`[${'1,'.repeat(6_000_000)}1]`), /members/],
  ])('refuses %s', (_what, raw, message) => {
    expect(refusalOf(raw)).toMatch(message);
  });
});
