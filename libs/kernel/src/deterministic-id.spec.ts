import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deterministicId } from './deterministic-id.js';

describe('deterministic ids', () => {
  it('follow from what they stand for, for ever', () => {
    expect(deterministicId('inv', 'con-1', 'invoice', 27)).toBe('inv-omf1kbgm4tnvbfcqd20h4ecs5k');
  });

  it('fit the form of ids in the API', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) =>
        /^[a-z0-9-]{1,40}$/.test(deterministicId('customer', ...parts)),
      ),
    );
  });

  it('differ where the parts differ, also in how they are cut', () => {
    expect(deterministicId('x', 'ab', 'c')).not.toBe(deterministicId('x', 'a', 'bc'));
    expect(deterministicId('x', 1)).not.toBe(deterministicId('x', '1'));
  });
});
