import { describe, expect, it } from 'vitest';
import { settle, type Write } from './settle-writes.js';

const insert: Write = { kind: 'insert', id: 'a', token: 'mine', value: {} };
const replace: Write = { kind: 'replace', id: 'a', token: 'mine', expectedVersion: 5, value: {} };
const standing = (version: number, writes: readonly string[]) => ({ version, writes });

describe('a write whose answer was lost', () => {
  it('stands when the document remembers it, also when others wrote since', () => {
    expect(settle(insert, standing(1, ['mine']))).toBe('applied');
    expect(settle(replace, standing(6, ['x', 'mine']))).toBe('applied');
    expect(settle(replace, standing(8, ['x', 'mine', 'y', 'z']))).toBe('applied');
  });

  it('did not happen yet when the document is as before', () => {
    expect(settle(insert, null)).toBe('undone');
    expect(settle(replace, standing(5, ['x']))).toBe('undone');
  });

  it('lost when another write took its place', () => {
    expect(settle(insert, standing(1, ['other']))).toBe('refused');
    expect(settle(insert, standing(3, ['a', 'b', 'c']))).toBe('refused');
    expect(settle(replace, standing(6, ['x', 'other']))).toBe('refused');
    expect(settle(replace, standing(7, ['other', 'y']))).toBe('refused');
  });

  it('lost when the document is gone or was made anew', () => {
    expect(settle(replace, null)).toBe('refused');
    expect(settle(replace, standing(1, ['other']))).toBe('refused');
  });

  it('is unknown when the document has forgotten that time', () => {
    expect(settle(insert, standing(9, ['h', 'i']))).toBe('unknown');
    expect(settle(replace, standing(9, ['h', 'i']))).toBe('unknown');
  });
});
