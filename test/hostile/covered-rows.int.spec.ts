import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { ATTACKS, FAULTS } from './covered-rows.js';

const range = (letter: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);

describe('the rows of the lists of attacks and faults', () => {
  it('are all tested: attacks on transport, sessions and by what orders say', () => {
    const known = new Set(ATTACKS.map(({ id }) => id));
    const all = [...range('S', 1, 26), ...range('T', 1, 25), ...range('X', 1, 16)];
    expect(all.filter((id) => !known.has(id))).toEqual([]);
  });

  it('are all tested: faults between us and QuickBooks, and of machine and people', () => {
    const known = new Set(FAULTS.map(({ id }) => id));
    expect(range('F', 38, 64).filter((id) => !known.has(id))).toEqual([]);
  });

  it.each([...ATTACKS, ...FAULTS])('$id stands where it is said to: $file', ({ file, words }) => {
    const text = readFileSync(join(WORKSPACE_ROOT, file), 'utf8');
    expect(text.includes(words)).toBe(true);
  });
});
