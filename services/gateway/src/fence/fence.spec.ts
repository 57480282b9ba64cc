import { textAt } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { fenceName, judgeFence, makeFence, readMark, type SeenFence } from './fence.js';

const known = { listId: '8-1', editSequence: '200', token: 's1' };
const seen = (editSequence: string, token: string | null): SeenFence => ({
  listId: '8-1',
  editSequence,
  mark: token === null ? null : { epoch: 1, token },
});

const unknown = { knownMadeAt: '2026-11-24T10:00:00.000Z', seenMadeAt: null };
const later = { ...unknown, seenMadeAt: '2026-11-24T10:00:01.000Z' };
const older = { ...unknown, seenMadeAt: '2026-11-24T09:59:59.000Z' };

describe('the fence', () => {
  it('has a name of at most 41 characters that differs between connections', () => {
    const one = fenceName(`con-${'a'.repeat(26)}`);
    expect([one.length <= 41, one === fenceName(`con-${'b'.repeat(26)}`)]).toEqual([true, false]);
  });

  it('carries epoch and token in its notes', () => {
    const { fields } = makeFence('c1', { epoch: 7, token: 's2' });
    expect(readMark(textAt(fields, 'Notes') ?? '')).toEqual({ epoch: 7, token: 's2' });
  });

  it('with notes of a person carries nothing', () => {
    expect(readMark('do not delete!')).toBeNull();
  });

  it.each<[string, Parameters<typeof judgeFence>, string]>([
    ['is ours as we left it', [known, seen('200', 's1'), later], 'ours'],
    ['is ours where a person touched it', [known, seen('205', 's1'), later], 'ours'],
    [
      'is ours where a set of ours moved it and the answer was lost',
      [known, seen('205', 's2'), later],
      'ours',
    ],
    [
      'is ahead where we know nothing of the set that moved it',
      [known, seen('205', 's3'), unknown],
      'ahead',
    ],
    ['is ahead even in the same second', [known, seen('200', 's3'), unknown], 'ahead'],
    ['is ahead where we never knew it', [null, seen('200', 's3'), unknown], 'ahead'],
    ['is ours where the making of it was never answered', [null, seen('200', 's2'), later], 'ours'],
    ['is behind where the company file is older', [known, seen('199', 's0'), later], 'behind'],
    [
      'is behind where a person touched that of an older file',
      [known, seen('205', 's0'), older],
      'behind',
    ],
    ['is ahead where a person overwrote its notes', [known, seen('205', null), unknown], 'ahead'],
  ])('%s', (_, given, expected) => {
    expect(judgeFence(...given)).toBe(expected);
  });
});
