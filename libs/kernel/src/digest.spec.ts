import { expect, it } from 'vitest';
import { keyedHashHex, sha256Hex } from './digest.js';

it('gives the published digests', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const key = new TextEncoder().encode('Jefe');
  expect(keyedHashHex(key, 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
