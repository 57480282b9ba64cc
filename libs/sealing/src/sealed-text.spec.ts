import { randomBytes } from 'node:crypto';
import { isAppError } from '@ml-connector/kernel';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText, readSealedText, sealText } from './sealed-text.js';

const randomness = { bytes: (count: number): Uint8Array => randomBytes(count) };
const key = { id: 'k1', key: randomBytes(32) };
const seal = (text: string): string => sealText(text, { version: 'v1', key, randomness });
const open = (sealed: string): string => openText(readSealedText(sealed, 'v1'), key.key);

describe('a sealed text', () => {
  it('opens to the very text that was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(open(seal(text))).toBe(text);
      }),
    );
  });

  it('is ASCII and names its key', () => {
    expect(seal('Åsa Öberg')).toMatch(/^v1\.k1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$/);
  });

  it('never looks the same twice', () => {
    expect(seal('same')).not.toBe(seal('same'));
  });

  it('refuses to open when any one character of it was changed', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.nat(),
        fc.constantFrom('A', 'Q', 'g', 'w', 'z', '0', '9', '-', '_', '.'),
        (text, position, replacement) => {
          const sealed = seal(text);
          const at = position % sealed.length;
          fc.pre(sealed[at] !== replacement);
          const altered = sealed.slice(0, at) + replacement + sealed.slice(at + 1);
          expect(refusal(altered)).toBe('SEAL_BROKEN');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses to open when it was cut or lengthened anywhere', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('', 'A', '='), (position, inserted) => {
        const sealed = seal('a text of some length');
        const at = position % sealed.length;
        const altered =
          sealed.slice(0, at) + inserted + sealed.slice(inserted === '' ? at + 1 : at);
        expect(refusal(altered)).toBe('SEAL_BROKEN');
      }),
    );
  });

  it('refuses to open under the name of another key although the bytes are the same', () => {
    const [version, , iv, body] = seal('text').split('.');
    expect(refusal([version, 'k2', iv, body].join('.'))).toBe('SEAL_BROKEN');
  });

  it.each([
    '',
    '.',
    'v1',
    'v1.k1',
    'v1.k1..',
    'v1.k1.AAAA.AAAA',
    'v1..AAAAAAAAAAAAAAAA.AAAA',
    'v1.k1.a.b.c',
  ])('refuses %j as no sealed text at all', (text) => {
    expect(refusal(text)).toBe('SEAL_BROKEN');
  });
});

const refusal = (sealed: string): string => {
  try {
    open(sealed);
    return 'opened';
  } catch (error) {
    return isAppError(error) ? error.code : 'another error';
  }
};
