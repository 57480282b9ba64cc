import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from './create-secret-box.js';
import type { SecretBox } from './vault.js';

const randomness = { bytes: (count: number): Uint8Array => randomBytes(count) };
const older = { id: '2025', key: randomBytes(32) };
const newer = { id: '2026', key: randomBytes(32) };
const boxOf = (...keys: { id: string; key: Uint8Array }[]): SecretBox =>
  createSecretBox({ keys, randomness });

describe('the secret box', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        (text) => {
          const box = boxOf(newer);
          expect(box.open(box.seal(text))).toBe(text);
        },
      ),
    );
  });

  it('opens what an older master key sealed once a newer one stands first', () => {
    const sealed = boxOf(older).seal('secret');
    expect(boxOf(newer, older).open(sealed)).toBe('secret');
  });

  it('seals with the first master key', () => {
    const sealed = boxOf(newer, older).seal('secret');
    expect(boxOf(newer).open(sealed)).toBe('secret');
  });

  it('says which key is missing when the master key is no longer configured', () => {
    const sealed = boxOf(older).seal('secret');
    expect(() => boxOf(newer).open(sealed)).toThrow(
      expect.objectContaining({
        code: 'SEAL_KEY_MISSING',
        message: expect.stringContaining('2025'),
      }),
    );
  });

  it('refuses another key under a known id', () => {
    const sealed = boxOf(older).seal('secret');
    const impostor = boxOf({ id: older.id, key: randomBytes(32) });
    expect(() => impostor.open(sealed)).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
  });

  it.each([
    ['no key', []],
    ['two keys with one id', [older, { id: older.id, key: newer.key }]],
    ['a key of 16 bytes', [{ id: 'short', key: randomBytes(16) }]],
    ['an id with a dot', [{ id: 'a.b', key: randomBytes(32) }]],
  ])('refuses %s at start', (_, keys) => {
    expect(() => boxOf(...keys)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

describe('a password hash', () => {
  it('matches its password and no other', () => {
    const box = boxOf(newer);
    fc.assert(
      fc.property(fc.string(), fc.string(), (password, other) => {
        expect(box.matchesPassword(other, box.hashPassword(password))).toBe(other === password);
      }),
    );
  });

  it('still matches after a newer master key was put first', () => {
    const hash = boxOf(older).hashPassword('password');
    expect(boxOf(newer, older).matchesPassword('password', hash)).toBe(true);
  });

  it('matches nothing once its master key is gone', () => {
    const hash = boxOf(older).hashPassword('password');
    expect(boxOf(newer).matchesPassword('password', hash)).toBe(false);
  });

  it('does not say the password', () => {
    expect(boxOf(newer).hashPassword('password')).toMatch(/^h1\.2026\.[A-Za-z0-9_-]{43}$/);
  });

  it.each(['', 'h1', 'h1.2026', 'h1.2026.short', 'x'.repeat(5_000)])(
    'matches nothing where %.20j stands in its place',
    (hash) => {
      expect(boxOf(newer).matchesPassword('password', hash)).toBe(false);
    },
  );
});
