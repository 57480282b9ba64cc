import { describe, expect, it } from 'vitest';
import { weakness } from './durability.js';

describe('what SQLite says of its durability', () => {
  it('is enough with a write-ahead log that is synced at every commit', () => {
    expect(weakness({ journalMode: 'wal', synchronous: 2 })).toBeNull();
    expect(weakness({ journalMode: 'WAL', synchronous: 3 })).toBeNull();
  });

  it.each(['delete', 'truncate', 'persist', 'memory', 'off'])(
    'is too weak with journal_mode %s',
    (journalMode) => {
      expect(weakness({ journalMode, synchronous: 2 })).toContain('journal_mode');
    },
  );

  it.each([0, 1, Number.NaN])('is too weak with synchronous %d', (synchronous) => {
    expect(weakness({ journalMode: 'wal', synchronous })).toContain('synchronous');
  });
});
