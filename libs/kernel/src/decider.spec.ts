import { describe, expect, it } from 'vitest';
import { fold, given, type Decider } from './decider.js';

type Door = 'open' | 'shut';
const door: Decider<Door, 'open' | 'shut', { readonly type: Door }> = {
  initialState: 'shut',
  decide: (command, state) => (command === state ? [] : [{ type: command }]),
  evolve: (_, event) => event.type,
};

describe('a decider', () => {
  it('decides from the history alone', () => {
    expect(given(door, { type: 'open' }).when('open')).toEqual([]);
    expect(given(door).when('open')).toEqual([{ type: 'open' }]);
  });

  it('folds a history into a state', () => {
    expect(fold(door, [{ type: 'open' }, { type: 'shut' }])).toBe('shut');
  });
});
